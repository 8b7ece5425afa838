package io.pouw.task.smt.term;

import io.pouw.task.smt.value.Value;
import java.util.List;
import java.util.Optional;

/**
 * A term of one {@link Terms}. Equal terms are one object there.
 *
 * @param id its place in the order in which the terms were made: greater than those of its
 *     arguments, so that work on all of them needs no recursion
 * @param indices numbers behind the operator
 * @param symbol of {@link Op#APPLY} the function, else empty
 * @param constant of {@link Op#CONSTANT}
 */
public record Term(
    int id,
    Op op,
    List<Integer> indices,
    String symbol,
    List<Term> arguments,
    Sort sort,
    Optional<Value> constant) {

  /** Width of a term of a bit-vector sort. */
  public int width() {
    if (sort instanceof Sort.Bits bits) return bits.width();
    throw new IllegalStateException(this + " is no bit-vector");
  }

  public Term argument(int index) {
    return arguments.get(index);
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return id;
  }

  @Override
  public String toString() {
    return op + "#" + id + " of sort " + sort;
  }
}
