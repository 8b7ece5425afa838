package io.pouw.task.smt.term;

import io.pouw.task.smt.value.Value;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What sort an operator gives for arguments, already as many as it takes. */
final class Typing {
  static final int MAX_WIDTH = 4_096;

  private Typing() {}

  static Sort sort(Op op, List<Integer> indices, List<Term> arguments) {
    Term first = arguments.getFirst();
    Sort sort = first.sort();
    return switch (op) {
      case CONSTANT, APPLY -> throw new IllegalArgumentException(op + " is no operator");
      case NOT, AND, OR, XOR, IMPLIES -> all(op, arguments, sort instanceof Sort.Bool, Sort.BOOL);
      case EQ, DISTINCT -> all(op, arguments, true, Sort.BOOL);
      case ITE -> {
        require(op, arguments, sort instanceof Sort.Bool);
        require(op, arguments, arguments.get(1).sort().equals(arguments.get(2).sort()));
        yield arguments.get(1).sort();
      }
      case NEGATE, ADD, SUBTRACT, MULTIPLY -> all(op, arguments, isNumber(sort), sort);
      case DIVIDE_INT, MODULO -> {
        requireDivisor(op, arguments);
        yield all(op, arguments, sort instanceof Sort.Int, sort);
      }
      case ABSOLUTE -> all(op, arguments, sort instanceof Sort.Int, sort);
      case DIVIDE -> {
        requireDivisor(op, arguments);
        yield all(op, arguments, sort instanceof Sort.Real, sort);
      }
      case LESS_EQUAL, LESS, GREATER_EQUAL, GREATER ->
          all(op, arguments, isNumber(sort), Sort.BOOL);
      case TO_REAL -> all(op, arguments, sort instanceof Sort.Int, Sort.REAL);
      case TO_INT -> all(op, arguments, sort instanceof Sort.Real, Sort.INT);
      case IS_INT -> all(op, arguments, sort instanceof Sort.Real, Sort.BOOL);
      case SELECT, STORE -> array(op, arguments);
      case CONCAT -> bits(op, arguments, width(op, arguments, 0) + width(op, arguments, 1));
      case EXTRACT, REPEAT, ZERO_EXTEND, SIGN_EXTEND, ROTATE_LEFT, ROTATE_RIGHT ->
          indexed(op, indices, arguments);
      case BVNOT,
          BVNEG,
          BVAND,
          BVOR,
          BVXOR,
          BVNAND,
          BVNOR,
          BVXNOR,
          BVADD,
          BVSUB,
          BVMUL,
          BVUDIV,
          BVUREM,
          BVSDIV,
          BVSREM,
          BVSMOD,
          BVSHL,
          BVLSHR,
          BVASHR ->
          all(op, arguments, sort instanceof Sort.Bits, sort);
      case BVCOMP -> all(op, arguments, sort instanceof Sort.Bits, new Sort.Bits(1));
      case BVULT, BVULE, BVUGT, BVUGE, BVSLT, BVSLE, BVSGT, BVSGE ->
          all(op, arguments, sort instanceof Sort.Bits, Sort.BOOL);
    };
  }

  private static boolean isNumber(Sort sort) {
    return sort instanceof Sort.Int || sort instanceof Sort.Real;
  }

  /** The result, if all arguments are of the first one's sort and that one is allowed. */
  private static Sort all(Op op, List<Term> arguments, boolean allowed, Sort result) {
    Sort first = arguments.getFirst().sort();
    require(
        op, arguments, allowed && arguments.stream().allMatch(each -> each.sort().equals(first)));
    return result;
  }

  private static void require(Op op, List<Term> arguments, boolean holds) {
    if (!holds)
      throw new IllegalArgumentException(
          "'%s' cannot be applied to %s"
              .formatted(
                  op.text(),
                  arguments.stream()
                      .map(each -> each.sort().toString())
                      .collect(Collectors.joining(", "))));
  }

  private static void requireDivisor(Op op, List<Term> arguments) {
    boolean literal =
        switch (arguments.get(1).constant().orElse(Value.Truth.FALSE)) {
          case Value.Int number -> number.value().signum() != 0;
          case Value.Real number -> number.numerator().signum() != 0;
          case Value.Truth _, Value.Bits _, Value.Element _, Value.Table _ -> false;
        };
    if (!literal)
      throw new IllegalArgumentException(
          "'%s' takes a literal other than 0 as divisor".formatted(op.text()));
  }

  private static Sort array(Op op, List<Term> arguments) {
    require(op, arguments, arguments.getFirst().sort() instanceof Sort.ArrayOf);
    var array = (Sort.ArrayOf) arguments.getFirst().sort();
    require(op, arguments, arguments.get(1).sort().equals(array.index()));
    if (op == Op.SELECT) return array.element();
    require(op, arguments, arguments.get(2).sort().equals(array.element()));
    return array;
  }

  private static int width(Op op, List<Term> arguments, int index) {
    require(op, arguments, arguments.get(index).sort() instanceof Sort.Bits);
    return arguments.get(index).width();
  }

  private static Sort bits(Op op, List<Term> arguments, long width) {
    require(op, arguments, width >= 1);
    if (width > MAX_WIDTH)
      throw new IllegalArgumentException(
          "'%s' gives %d bits, at most %d can be".formatted(op.text(), width, MAX_WIDTH));
    return new Sort.Bits((int) width);
  }

  private static Sort indexed(Op op, List<Integer> indices, List<Term> arguments) {
    long width = width(op, arguments, 0);
    int index = indices.getFirst();
    return switch (op) {
      case EXTRACT -> {
        int low = indices.get(1);
        if (index >= width || low > index)
          throw new IllegalArgumentException(
              "(_ extract %d %d) of %d bits".formatted(index, low, width));
        yield new Sort.Bits(index - low + 1);
      }
      case REPEAT -> bits(op, arguments, width * index);
      case ZERO_EXTEND, SIGN_EXTEND -> bits(op, arguments, width + index);
      default -> arguments.getFirst().sort();
    };
  }

  /** What is a literal although SMT-LIB writes it as a term: {@code (- 5)}, {@code (/ 1.0 3.0)}. */
  static Optional<Value> literal(Op op, List<Term> arguments) {
    Value first = arguments.getFirst().constant().orElse(Value.Truth.FALSE);
    if (op == Op.NEGATE && first instanceof Value.Int number)
      return Optional.of(new Value.Int(number.value().negate()));
    if (op == Op.NEGATE && first instanceof Value.Real number)
      return Optional.of(new Value.Real(number.numerator().negate(), number.denominator()));
    if (op == Op.DIVIDE
        && first instanceof Value.Real one
        && arguments.get(1).constant().orElse(Value.Truth.FALSE) instanceof Value.Real two)
      return Optional.of(
          Value.Real.of(
              one.numerator().multiply(two.denominator()),
              one.denominator().multiply(two.numerator())));
    return Optional.empty();
  }
}
