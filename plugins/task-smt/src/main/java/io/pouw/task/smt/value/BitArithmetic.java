package io.pouw.task.smt.value;

import io.pouw.task.smt.term.Term;
import io.pouw.task.smt.value.Value.Bits;
import java.math.BigInteger;
import java.util.List;

/** Operators on bit-vectors, by the definitions of SMT-LIB's FixedSizeBitVectors and QF_BV. */
final class BitArithmetic {
  private BitArithmetic() {}

  static Value apply(Term term, List<Value> arguments) {
    Bits one = bits(arguments.getFirst());
    int width = one.width();
    BigInteger a = one.value();
    return switch (term.op()) {
      case EXTRACT -> {
        int low = term.indices().get(1);
        yield Bits.lowest(a.shiftRight(low), term.indices().getFirst() - low + 1);
      }
      case REPEAT -> {
        BigInteger all = BigInteger.ZERO;
        for (int i = 0; i < term.indices().getFirst(); i++) all = all.shiftLeft(width).or(a);
        yield new Bits(all, term.width());
      }
      case ZERO_EXTEND -> new Bits(a, term.width());
      case SIGN_EXTEND -> Bits.lowest(one.signed(), term.width());
      case ROTATE_LEFT -> rotate(one, term.indices().getFirst() % width);
      case ROTATE_RIGHT -> rotate(one, (width - term.indices().getFirst() % width) % width);
      case BVNOT -> Bits.lowest(a.not(), width);
      case BVNEG -> Bits.lowest(a.negate(), width);
      default -> two(term, one, bits(arguments.get(1)));
    };
  }

  private static Bits bits(Value value) {
    if (value instanceof Bits found) return found;
    throw new IllegalStateException("no bit-vector: " + value);
  }

  private static Bits rotate(Bits of, int left) {
    BigInteger high = of.value().shiftLeft(left);
    return Bits.lowest(high.or(of.value().shiftRight(of.width() - left)), of.width());
  }

  private static Value two(Term term, Bits one, Bits two) {
    int width = one.width();
    BigInteger a = one.value();
    BigInteger b = two.value();
    return switch (term.op()) {
      case CONCAT -> new Bits(a.shiftLeft(two.width()).or(b), term.width());
      case BVAND -> new Bits(a.and(b), width);
      case BVOR -> new Bits(a.or(b), width);
      case BVXOR -> new Bits(a.xor(b), width);
      case BVNAND -> Bits.lowest(a.and(b).not(), width);
      case BVNOR -> Bits.lowest(a.or(b).not(), width);
      case BVXNOR -> Bits.lowest(a.xor(b).not(), width);
      case BVADD -> Bits.lowest(a.add(b), width);
      case BVSUB -> Bits.lowest(a.subtract(b), width);
      case BVMUL -> Bits.lowest(a.multiply(b), width);
      case BVUDIV -> divide(a, b, width);
      case BVUREM -> remainder(a, b, width);
      case BVSDIV -> {
        Bits magnitude = divide(one.signed().abs(), two.signed().abs(), width);
        boolean negative = one.signed().signum() < 0 != two.signed().signum() < 0;
        yield negative ? Bits.lowest(magnitude.value().negate(), width) : magnitude;
      }
      case BVSREM -> {
        Bits magnitude = remainder(one.signed().abs(), two.signed().abs(), width);
        yield one.signed().signum() < 0
            ? Bits.lowest(magnitude.value().negate(), width)
            : magnitude;
      }
      case BVSMOD -> modulo(one, two);
      case BVSHL ->
          shiftsOut(b, width) ? zero(width) : Bits.lowest(a.shiftLeft(b.intValue()), width);
      case BVLSHR ->
          shiftsOut(b, width) ? zero(width) : new Bits(a.shiftRight(b.intValue()), width);
      case BVASHR ->
          Bits.lowest(one.signed().shiftRight(shiftsOut(b, width) ? width : b.intValue()), width);
      case BVCOMP -> new Bits(a.equals(b) ? BigInteger.ONE : BigInteger.ZERO, 1);
      case BVULT -> Value.of(a.compareTo(b) < 0);
      case BVULE -> Value.of(a.compareTo(b) <= 0);
      case BVUGT -> Value.of(a.compareTo(b) > 0);
      case BVUGE -> Value.of(a.compareTo(b) >= 0);
      case BVSLT -> Value.of(one.signed().compareTo(two.signed()) < 0);
      case BVSLE -> Value.of(one.signed().compareTo(two.signed()) <= 0);
      case BVSGT -> Value.of(one.signed().compareTo(two.signed()) > 0);
      case BVSGE -> Value.of(one.signed().compareTo(two.signed()) >= 0);
      default -> throw new IllegalStateException("no bit-vector operator: " + term);
    };
  }

  private static boolean shiftsOut(BigInteger by, int width) {
    return by.compareTo(BigInteger.valueOf(width)) >= 0;
  }

  private static Bits zero(int width) {
    return new Bits(BigInteger.ZERO, width);
  }

  /** Unsigned; by zero it is all ones. */
  private static Bits divide(BigInteger a, BigInteger b, int width) {
    return Bits.lowest(b.signum() == 0 ? BigInteger.ONE.negate() : a.divide(b), width);
  }

  /** Unsigned; by zero it is the dividend. */
  private static Bits remainder(BigInteger a, BigInteger b, int width) {
    return Bits.lowest(b.signum() == 0 ? a : a.mod(b), width);
  }

  /** The sign follows the divisor. */
  private static Bits modulo(Bits one, Bits two) {
    BigInteger divisor = two.signed();
    if (divisor.signum() == 0) return one;
    BigInteger rest = one.signed().mod(divisor.abs());
    boolean shift = divisor.signum() < 0 && rest.signum() != 0;
    return Bits.lowest(shift ? rest.add(divisor) : rest, one.width());
  }
}
