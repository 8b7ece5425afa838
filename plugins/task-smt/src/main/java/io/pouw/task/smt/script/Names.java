package io.pouw.task.smt.script;

import io.pouw.task.smt.term.Op;
import io.pouw.task.smt.term.Sort;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the names of one script stand for. At most {@value #MAX_NAMES}. */
final class Names {
  private static final int MAX_NAMES = 50_000;
  private static final Set<String> RESERVED =
      Set.of(
          "true", "false", "let", "forall", "exists", "match", "as", "_", "!", "par", "-", "Bool",
          "Int", "Real", "Array", "BitVec", "const");

  private final Map<String, Declaration> functions = new LinkedHashMap<>();
  private final Map<String, Macro> macros = new LinkedHashMap<>();
  private final Map<String, Sort.Named> sorts = new LinkedHashMap<>();

  List<Declaration> declarations() {
    return List.copyOf(functions.values());
  }

  Optional<Declaration> function(String name) {
    return Optional.ofNullable(functions.get(name));
  }

  Optional<Macro> macro(String name) {
    return Optional.ofNullable(macros.get(name));
  }

  /** Names of declared sorts, in the order of their declarations. */
  List<String> sorts() {
    return List.copyOf(sorts.keySet());
  }

  Optional<Sort.Named> declaredSort(String name) {
    return Optional.ofNullable(sorts.get(name));
  }

  /** A new sort, called {@code S0}, {@code S1}, ... whatever the script calls it. */
  void declareSort(SExpr name) {
    sorts.put(fresh(name), new Sort.Named("S" + sorts.size()));
  }

  /** A sort that a model speaks of. */
  void know(Sort.Named sort) {
    sorts.put(sort.name(), sort);
  }

  void declare(SExpr name, List<Sort> parameters, Sort result) {
    String fresh = fresh(name);
    functions.put(fresh, new Declaration("f" + functions.size(), fresh, parameters, result));
  }

  void define(SExpr name, Macro macro) {
    macros.put(fresh(name), macro);
  }

  /** A new name. */
  String fresh(SExpr at) {
    String name = at.symbol("a name");
    if (RESERVED.contains(name) || Op.named(name).isPresent())
      throw new SmtException(at, "'" + name + "' has a meaning in SMT-LIB and cannot be declared");
    if (name.isEmpty() || name.contains("!val!"))
      throw new SmtException(at, "'" + name + "' is kept for models and cannot be declared");
    if (functions.containsKey(name) || macros.containsKey(name) || sorts.containsKey(name))
      throw new SmtException(at, "'" + name + "' is declared already");
    if (functions.size() + macros.size() + sorts.size() == MAX_NAMES)
      throw new SmtException(at, "more than " + MAX_NAMES + " declarations");
    return name;
  }

  /** A sort, written out. */
  Sort sort(SExpr at) {
    return switch (at) {
      case SExpr.Atom _ -> {
        String name = at.symbol("a sort");
        yield switch (name) {
          case "Bool" -> Sort.BOOL;
          case "Int" -> Sort.INT;
          case "Real" -> Sort.REAL;
          default -> {
            Sort.Named found = sorts.get(name);
            if (found == null) throw new SmtException(at, "no sort is called '" + name + "'");
            yield found;
          }
        };
      }
      case SExpr.Sequence sequence -> sort(at, sequence.items());
    };
  }

  private Sort sort(SExpr at, List<SExpr> items) {
    if (items.size() == 3 && items.get(0).is("_") && items.get(1).is("BitVec")) {
      int width = items.get(2).number("a width", Elaborator.MAX_WIDTH);
      if (width == 0) throw new SmtException(at, "a bit-vector has at least 1 bit");
      return new Sort.Bits(width);
    }
    if (items.size() == 3 && items.get(0).is("Array")) {
      return new Sort.ArrayOf(plain(items.get(1)), plain(items.get(2)));
    }
    throw new SmtException(at, "expected a sort (Bool, Int, Real, (_ BitVec n), (Array s t))");
  }

  /** Equal arrays have to be equal values; of arrays of arrays that would be dear to find out. */
  private Sort plain(SExpr at) {
    Sort sort = sort(at);
    if (sort instanceof Sort.ArrayOf)
      throw new SmtException(at, "arrays of arrays are not supported");
    return sort;
  }
}
