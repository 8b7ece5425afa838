package io.pouw.task.smt.value;

import io.pouw.task.smt.term.Term;
import java.math.BigInteger;
import java.util.List;

/** Operators on integers, reals and arrays. */
final class Arithmetic {
  private Arithmetic() {}

  static Value apply(Term term, List<Value> arguments) {
    Value first = arguments.getFirst();
    return switch (term.op()) {
      case NEGATE -> negate(first);
      case ADD -> add(first, arguments.get(1));
      case SUBTRACT -> add(first, negate(arguments.get(1)));
      case MULTIPLY -> multiply(first, arguments.get(1));
      case DIVIDE_INT -> new Value.Int(quotient(integer(first), integer(arguments.get(1))));
      case MODULO -> new Value.Int(integer(first).mod(integer(arguments.get(1)).abs()));
      case ABSOLUTE -> new Value.Int(integer(first).abs());
      case DIVIDE -> {
        Value.Real divisor = real(arguments.get(1));
        yield multiply(
            first,
            Value.Real.of(
                /* numerator= */ divisor.denominator(), /* denominator= */ divisor.numerator()));
      }
      case LESS_EQUAL -> Value.of(compare(arguments) <= 0);
      case LESS -> Value.of(compare(arguments) < 0);
      case GREATER_EQUAL -> Value.of(compare(arguments) >= 0);
      case GREATER -> Value.of(compare(arguments) > 0);
      case TO_REAL -> Value.Real.of(integer(first));
      case TO_INT -> new Value.Int(floor(real(first)));
      case IS_INT -> Value.of(real(first).denominator().equals(BigInteger.ONE));
      case SELECT -> table(first).at(arguments.get(1));
      case STORE -> table(first).with(arguments.get(1), arguments.get(2));
      default -> throw new IllegalStateException("no arithmetic: " + term);
    };
  }

  private static BigInteger integer(Value value) {
    if (value instanceof Value.Int number) return number.value();
    throw new IllegalStateException("no integer: " + value);
  }

  private static Value.Real real(Value value) {
    if (value instanceof Value.Real number) return number;
    throw new IllegalStateException("no real: " + value);
  }

  private static Value.Table table(Value value) {
    if (value instanceof Value.Table table) return table;
    throw new IllegalStateException("no array: " + value);
  }

  private static Value negate(Value value) {
    return value instanceof Value.Int number
        ? new Value.Int(number.value().negate())
        : new Value.Real(real(value).numerator().negate(), real(value).denominator());
  }

  private static Value add(Value one, Value two) {
    if (one instanceof Value.Int number) return new Value.Int(number.value().add(integer(two)));
    Value.Real a = real(one);
    Value.Real b = real(two);
    return Value.Real.of(
        a.numerator().multiply(b.denominator()).add(b.numerator().multiply(a.denominator())),
        a.denominator().multiply(b.denominator()));
  }

  private static Value multiply(Value one, Value two) {
    if (one instanceof Value.Int number)
      return new Value.Int(number.value().multiply(integer(two)));
    Value.Real a = real(one);
    Value.Real b = real(two);
    return Value.Real.of(
        a.numerator().multiply(b.numerator()), a.denominator().multiply(b.denominator()));
  }

  /** SMT-LIB's: the remainder is never negative (Boute 1992). */
  private static BigInteger quotient(BigInteger above, BigInteger below) {
    return above.subtract(above.mod(below.abs())).divide(below);
  }

  private static BigInteger floor(Value.Real value) {
    return quotient(value.numerator(), value.denominator());
  }

  private static int compare(List<Value> arguments) {
    Value one = arguments.get(0);
    Value two = arguments.get(1);
    if (one instanceof Value.Int number) return number.value().compareTo(integer(two));
    Value.Real a = real(one);
    Value.Real b = real(two);
    return a.numerator()
        .multiply(b.denominator())
        .compareTo(b.numerator().multiply(a.denominator()));
  }
}
