package io.pouw.task.smt.script;

import io.pouw.task.smt.script.SExpr.Atom;
import io.pouw.task.smt.term.Op;
import io.pouw.task.smt.term.Sort;
import io.pouw.task.smt.term.Term;
import io.pouw.task.smt.term.Terms;
import io.pouw.task.smt.value.Value;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Makes typed terms of expressions: expands definitions, {@code let} and annotations. Recursion is
 * at most {@value #MAX_DEPTH} deep, and it takes at most {@value #MAX_STEPS} steps.
 */
final class Elaborator {
  static final int MAX_WIDTH = 4_096;
  private static final int MAX_DEPTH = 2_000;
  private static final int MAX_STEPS = 1_000_000;

  private final Names names;
  private final Terms terms;
  private boolean wholeReals;
  private Map<String, Deque<Term>> bound = new HashMap<>();
  private int depth;
  private int steps;

  Elaborator(Names names, Terms terms) {
    this.names = names;
    this.terms = terms;
  }

  /** In logics with reals and without integers, {@code 3} is a real. */
  void readNumeralsAsReals() {
    wholeReals = true;
  }

  /** Steps taken so far. */
  int steps() {
    return steps;
  }

  /** A closed term of that sort. */
  Term term(SExpr at, Sort sort) {
    Term found = term(at);
    if (!found.sort().equals(sort))
      throw new SmtException(
          at, "expected a term of sort " + sort + ", found one of " + found.sort());
    return found;
  }

  /** The body of a definition with these terms for its parameters. */
  Term body(Macro macro, List<Term> arguments) {
    Map<String, Deque<Term>> outside = bound;
    bound = new HashMap<>();
    for (int i = 0; i < arguments.size(); i++)
      bind(macro.parameters().get(i).name(), arguments.get(i));
    Term found = term(macro.body(), macro.result());
    bound = outside;
    return found;
  }

  private void bind(String name, Term term) {
    bound.computeIfAbsent(name, _ -> new ArrayDeque<>()).push(term);
  }

  private Term term(SExpr at) {
    if (++steps > MAX_STEPS)
      throw new SmtException(at, "more than " + MAX_STEPS + " terms after expanding definitions");
    if (++depth > MAX_DEPTH) throw new SmtException(at, "terms nested deeper than " + MAX_DEPTH);
    try {
      return switch (at) {
        case Atom atom -> atom(atom);
        case SExpr.Sequence sequence -> compound(at, sequence.items());
      };
    } finally {
      depth--;
    }
  }

  private Term atom(Atom atom) {
    return switch (atom.kind()) {
      case NUMERAL -> {
        var value = new BigInteger(atom.text());
        yield terms.constant(wholeReals ? Value.Real.of(value) : new Value.Int(value));
      }
      case DECIMAL -> {
        int point = atom.text().indexOf('.');
        var digits = new BigInteger(atom.text().replace(".", ""));
        int places = atom.text().length() - point - 1;
        yield terms.constant(Value.Real.of(digits, BigInteger.TEN.pow(places)));
      }
      case HEXADECIMAL -> bits(atom, new BigInteger(atom.text(), 16), 4 * atom.text().length());
      case BINARY -> bits(atom, new BigInteger(atom.text(), 2), atom.text().length());
      case SYMBOL -> named(atom, atom.text(), List.of());
      case STRING, KEYWORD -> throw new SmtException(atom, "expected a term, found " + atom.kind());
    };
  }

  private Term bits(SExpr at, BigInteger value, int width) {
    if (width > MAX_WIDTH)
      throw new SmtException(at, "a literal of " + width + " bits, at most " + MAX_WIDTH);
    return terms.constant(new Value.Bits(value, width));
  }

  private Term compound(SExpr at, List<SExpr> items) {
    if (items.isEmpty()) throw new SmtException(at, "expected a term, found ()");
    SExpr head = items.getFirst();
    if (head.is("let")) return let(at, items);
    if (head.is("!")) {
      if (items.size() < 2) throw new SmtException(at, "an annotation without a term");
      return term(items.get(1));
    }
    if (head.is("forall") || head.is("exists"))
      throw new SmtException(at, "quantifiers are not supported: no model could be checked");
    if (head.is("_")) return literal(at, items);
    List<SExpr> rest = items.subList(1, items.size());
    if (head instanceof SExpr.Sequence indexed) return indexed(at, indexed.items(), rest);
    return named(head, head.symbol("a function"), rest);
  }

  /** {@code (_ bv5 32)}. */
  private Term literal(SExpr at, List<SExpr> items) {
    if (items.size() == 3
        && items.get(1) instanceof Atom atom
        && atom.text().matches("bv[0-9]{1,2000}")) {
      int width = items.get(2).number("a width", MAX_WIDTH);
      var value = new BigInteger(atom.text().substring(2));
      if (width == 0 || value.bitLength() > width)
        throw new SmtException(at, atom + " does not fit into " + width + " bits");
      return terms.constant(new Value.Bits(value, width));
    }
    throw new SmtException(at, "expected a literal such as (_ bv5 32)");
  }

  private Term let(SExpr at, List<SExpr> items) {
    if (items.size() != 3) throw new SmtException(at, "expected (let (bindings) term)");
    var values = new TreeMap<String, Term>();
    for (SExpr binding : items.get(1).list("bindings")) {
      List<SExpr> pair = binding.list("a binding");
      if (pair.size() != 2) throw new SmtException(binding, "expected (name term)");
      String name = pair.get(0).symbol("a name");
      if (values.put(name, term(pair.get(1))) != null)
        throw new SmtException(binding, "'" + name + "' is bound twice");
    }
    values.forEach(this::bind);
    Term body = term(items.get(2));
    for (String name : values.keySet()) unbind(name);
    return body;
  }

  private void unbind(String name) {
    Deque<Term> stack = bound.get(name);
    if (stack != null) stack.pop();
  }

  /** {@code ((_ extract 7 0) x)} or {@code ((as const (Array Int Int)) 0)}. */
  private Term indexed(SExpr at, List<SExpr> head, List<SExpr> rest) {
    if (head.size() == 3 && head.get(0).is("as") && head.get(1).is("const"))
      return constantArray(at, names.sort(head.get(2)), rest);
    if (head.size() < 3 || !head.get(0).is("_"))
      throw new SmtException(at, "expected a function, found a list");
    Op op =
        Op.named(head.get(1).symbol("a function"))
            .filter(each -> each.indices() == head.size() - 2)
            .orElseThrow(() ->
                new SmtException(
                    head.get(1),
                    "'%s' with %d numbers is unknown".formatted(head.get(1), head.size() - 2)));
    List<Integer> indices =
        head.subList(2, head.size()).stream()
            .map(each -> each.number("a number", MAX_WIDTH))
            .toList();
    return apply(at, op, indices, all(rest));
  }

  private Term constantArray(SExpr at, Sort sort, List<SExpr> rest) {
    if (rest.size() == 1 && sort instanceof Sort.ArrayOf array) {
      Optional<Value> other = term(rest.getFirst(), array.element()).constant();
      if (other.isPresent())
        return terms.constant(new Value.Table(array, new TreeMap<>(), other.get()));
    }
    throw new SmtException(at, "expected ((as const (Array s t)) literal)");
  }

  private List<Term> all(List<SExpr> items) {
    var found = new ArrayList<Term>(items.size());
    for (SExpr each : items) found.add(term(each));
    return found;
  }

  private Term named(SExpr at, String name, List<SExpr> rest) {
    Deque<Term> local = bound.get(name);
    if (local != null && !local.isEmpty()) {
      if (!rest.isEmpty()) throw new SmtException(at, "'" + name + "' is no function");
      return local.element();
    }
    if (rest.isEmpty() && name.equals("true")) return terms.constant(Value.Truth.TRUE);
    if (rest.isEmpty() && name.equals("false")) return terms.constant(Value.Truth.FALSE);
    var macro = names.macro(name);
    if (macro.isPresent()) return expand(at, macro.get(), all(rest));
    var function = names.function(name);
    if (function.isPresent()) return apply(at, function.get(), all(rest));
    if (rest.isEmpty()) return element(at, name);
    if (name.equals("-") && rest.size() == 1) return apply(at, Op.NEGATE, List.of(), all(rest));
    Op op =
        Op.named(name)
            .filter(each -> each.indices() == 0)
            .orElseThrow(() -> new SmtException(at, "no function is called '" + name + "'"));
    return apply(at, op, List.of(), all(rest));
  }

  /** {@code S!val!3}, which stands in models only: nothing else can be called so. */
  private Term element(SExpr at, String name) {
    int mark = name.lastIndexOf("!val!");
    var sort =
        mark > 0 ? names.declaredSort(name.substring(0, mark)) : Optional.<Sort.Named>empty();
    if (sort.isPresent() && name.substring(mark + 5).matches("[0-9]{1,8}"))
      return terms.constant(
          new Value.Element(sort.get(), Integer.parseInt(name.substring(mark + 5))));
    throw new SmtException(at, "'" + name + "' is not declared");
  }

  private Term expand(SExpr at, Macro macro, List<Term> arguments) {
    checkSorts(
        at, macro.name(), macro.parameters().stream().map(each -> each.sort()).toList(), arguments);
    return body(macro, arguments);
  }

  private Term apply(SExpr at, Declaration function, List<Term> arguments) {
    checkSorts(at, function.text(), function.parameters(), arguments);
    return made(at, () -> terms.apply(function.name(), arguments, function.result()));
  }

  private static void checkSorts(SExpr at, String name, List<Sort> expected, List<Term> arguments) {
    List<Sort> found = arguments.stream().map(Term::sort).toList();
    if (!found.equals(expected))
      throw new SmtException(at, "'%s' takes %s, found %s".formatted(name, expected, found));
  }

  private Term apply(SExpr at, Op op, List<Integer> indices, List<Term> arguments) {
    return made(at, () -> terms.apply(op, indices, withReals(op, arguments)));
  }

  /** Integer literals beside reals are reals. */
  private List<Term> withReals(Op op, List<Term> arguments) {
    boolean reals =
        op == Op.DIVIDE || arguments.stream().anyMatch(each -> each.sort() instanceof Sort.Real);
    if (!reals || op == Op.SELECT || op == Op.STORE) return arguments;
    return arguments.stream()
        .map(each ->
            each.constant().orElse(Value.Truth.FALSE) instanceof Value.Int number
                ? terms.constant(Value.Real.of(number.value()))
                : each)
        .toList();
  }

  private static Term made(SExpr at, Supplier<Term> maker) {
    try {
      return maker.get();
    } catch (SmtException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new SmtException(at, String.valueOf(e.getMessage()));
    }
  }
}
