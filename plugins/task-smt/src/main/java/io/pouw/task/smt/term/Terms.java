package io.pouw.task.smt.term;

import io.pouw.task.smt.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes terms, each only once, at most {@value #MAX_TERMS}. Not thread-safe. */
public final class Terms {
  public static final int MAX_TERMS = 200_000;

  /** What a term is, apart from its place. */
  private record Key(
      Op op,
      List<Integer> indices,
      String symbol,
      List<Term> arguments,
      Sort sort,
      Optional<Value> constant) {}

  private final Map<Key, Term> known = new HashMap<>();
  private final List<Term> terms = new ArrayList<>();

  /** All of them, in the order of their ids. */
  public List<Term> all() {
    return Collections.unmodifiableList(terms);
  }

  public Term constant(Value value) {
    return make(new Key(Op.CONSTANT, List.of(), "", List.of(), value.sort(), Optional.of(value)));
  }

  /** A declared function, applied; the caller has checked the arguments. */
  public Term apply(String symbol, List<Term> arguments, Sort sort) {
    return make(new Key(Op.APPLY, List.of(), symbol, arguments, sort, Optional.empty()));
  }

  /**
   * An operator, applied to as many arguments as its shape allows.
   *
   * @throws IllegalArgumentException if the sorts do not fit, saying which were found
   */
  public Term apply(Op op, List<Integer> indices, List<Term> arguments) {
    int count = arguments.size();
    switch (op.shape()) {
      case LEAF -> throw new IllegalArgumentException(op + " is no operator");
      case ONE -> requireCount(op, count == 1, count, "1 argument");
      case TWO -> requireCount(op, count == 2, count, "2 arguments");
      case THREE -> requireCount(op, count == 3, count, "3 arguments");
      case MANY -> {
        requireCount(op, count >= 1, count, "at least 1 argument");
        if (count == 1) {
          Typing.sort(op, indices, List.of(arguments.getFirst(), arguments.getFirst()));
          return arguments.getFirst();
        }
      }
      case LEFT, RIGHT, CHAIN, PAIRWISE ->
          requireCount(op, count >= 2, count, "at least 2 arguments");
    }
    return count > 2 ? folded(op, indices, arguments) : single(op, indices, arguments);
  }

  private Term folded(Op op, List<Integer> indices, List<Term> arguments) {
    int last = arguments.size() - 1;
    return switch (op.shape()) {
      case LEAF, ONE, TWO, THREE, MANY -> single(op, indices, arguments);
      case LEFT -> {
        Term sum = arguments.getFirst();
        for (Term each : arguments.subList(1, last + 1))
          sum = single(op, indices, List.of(sum, each));
        yield sum;
      }
      case RIGHT -> {
        Term rest = arguments.get(last);
        for (int i = last - 1; i >= 0; i--)
          rest = single(op, indices, List.of(arguments.get(i), rest));
        yield rest;
      }
      case CHAIN -> {
        var links = new ArrayList<Term>();
        for (int i = 0; i < last; i++) links.add(single(op, indices, arguments.subList(i, i + 2)));
        yield single(Op.AND, List.of(), links);
      }
      case PAIRWISE -> {
        var pairs = new ArrayList<Term>();
        for (int i = 0; i <= last; i++)
          for (int j = i + 1; j <= last; j++)
            pairs.add(single(op, indices, List.of(arguments.get(i), arguments.get(j))));
        yield single(Op.AND, List.of(), pairs);
      }
    };
  }

  private static void requireCount(Op op, boolean fits, int count, String expected) {
    if (!fits)
      throw new IllegalArgumentException(
          "'%s' takes %s, found %d".formatted(op.text(), expected, count));
  }

  private Term single(Op op, List<Integer> indices, List<Term> arguments) {
    Sort sort = Typing.sort(op, indices, arguments);
    Optional<Value> literal = Typing.literal(op, arguments);
    if (literal.isPresent()) return constant(literal.get());
    return make(new Key(op, indices, "", List.copyOf(arguments), sort, Optional.empty()));
  }

  private Term make(Key key) {
    Term found = known.get(key);
    if (found != null) return found;
    if (terms.size() == MAX_TERMS)
      throw new IllegalArgumentException("more than " + MAX_TERMS + " different terms");
    var made =
        new Term(
            terms.size(),
            key.op(),
            key.indices(),
            key.symbol(),
            List.copyOf(key.arguments()),
            key.sort(),
            key.constant());
    terms.add(made);
    known.put(key, made);
    return made;
  }
}
