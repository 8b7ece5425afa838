package io.pouw.task.smt.sat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Circuits on vectors of literals, the lowest bit first; both arguments are equally wide. */
final class Circuits {
  private final Gates gates;

  Circuits(Gates gates) {
    this.gates = gates;
  }

  static int[] constant(int width, boolean value) {
    int[] all = new int[width];
    Arrays.fill(all, Gates.truth(value));
    return all;
  }

  static int[] not(int[] a) {
    int[] out = new int[a.length];
    for (int i = 0; i < a.length; i++) out[i] = -a[i];
    return out;
  }

  int[] choose(int condition, int[] a, int[] b) {
    int[] out = new int[a.length];
    for (int i = 0; i < a.length; i++) out[i] = gates.choose(condition, a[i], b[i]);
    return out;
  }

  int equal(int[] a, int[] b) {
    List<Integer> bits = new ArrayList<>();
    for (int i = 0; i < a.length; i++) bits.add(gates.same(a[i], b[i]));
    return gates.all(bits);
  }

  private int majority(int a, int b, int c) {
    return gates.or(gates.and(a, b), gates.and(c, gates.or(a, b)));
  }

  int[] add(int[] a, int[] b, int carry) {
    int[] out = new int[a.length];
    int into = carry;
    for (int i = 0; i < a.length; i++) {
      out[i] = gates.xor(gates.xor(a[i], b[i]), into);
      into = majority(a[i], b[i], into);
    }
    return out;
  }

  int[] negate(int[] a) {
    return add(not(a), constant(a.length, false), Gates.TRUE);
  }

  int[] subtract(int[] a, int[] b) {
    return add(a, not(b), Gates.TRUE);
  }

  /** {@code a < b} without signs: no carry out of {@code a - b}. */
  int less(int[] a, int[] b) {
    int carry = Gates.TRUE;
    for (int i = 0; i < a.length; i++) carry = majority(a[i], -b[i], carry);
    return -carry;
  }

  /** {@code a < b} as two's complement. */
  int lessSigned(int[] a, int[] b) {
    int[] shiftedA = a.clone();
    int[] shiftedB = b.clone();
    shiftedA[a.length - 1] = -shiftedA[a.length - 1];
    shiftedB[b.length - 1] = -shiftedB[b.length - 1];
    return less(shiftedA, shiftedB);
  }

  int[] multiply(int[] a, int[] b) {
    int width = a.length;
    int[] sum = constant(width, false);
    for (int i = 0; i < width; i++) {
      int[] row = constant(width, false);
      for (int j = 0; i + j < width; j++) row[i + j] = gates.and(a[j], b[i]);
      sum = add(sum, row, Gates.FALSE);
    }
    return sum;
  }

  /** Quotient and rest. */
  record Division(int[] quotient, int[] rest) {}

  /** Schoolbook division; by zero it gives all ones and the dividend by itself. */
  Division divide(int[] a, int[] b) {
    int width = a.length;
    int[] rest = constant(width + 1, false);
    int[] quotient = new int[width];
    int[] divisor = Arrays.copyOf(b, width + 1);
    divisor[width] = Gates.FALSE;
    for (int i = width - 1; i >= 0; i--) {
      System.arraycopy(rest, 0, rest, 1, width);
      rest[0] = a[i];
      int fits = -less(rest, divisor);
      quotient[i] = fits;
      rest = choose(fits, subtract(rest, divisor), rest);
    }
    return new Division(quotient, Arrays.copyOf(rest, width));
  }

  int[] magnitude(int[] a) {
    return choose(a[a.length - 1], negate(a), a);
  }

  /** The sign follows the signs of both. */
  int[] divideSigned(int[] a, int[] b) {
    int[] quotient = divide(magnitude(a), magnitude(b)).quotient();
    return choose(gates.xor(a[a.length - 1], b[b.length - 1]), negate(quotient), quotient);
  }

  /** The sign follows the dividend. */
  int[] remainderSigned(int[] a, int[] b) {
    int[] rest = divide(magnitude(a), magnitude(b)).rest();
    return choose(a[a.length - 1], negate(rest), rest);
  }

  /** The sign follows the divisor. */
  int[] moduloSigned(int[] a, int[] b) {
    int[] rest = divide(magnitude(a), magnitude(b)).rest();
    int[] signed = choose(a[a.length - 1], negate(rest), rest);
    int zero = equal(rest, constant(rest.length, false));
    int differ = gates.xor(a[a.length - 1], b[b.length - 1]);
    return choose(gates.and(differ, -zero), add(signed, b, Gates.FALSE), signed);
  }

  /**
   * Shifts by a barrel.
   *
   * @param left towards the high bits
   * @param fill what comes in
   */
  int[] shift(int[] a, int[] by, boolean left, int fill) {
    int width = a.length;
    int[] out = a;
    int tooFar = Gates.FALSE;
    for (int stage = 0; stage < by.length; stage++) {
      long distance = stage < 31 ? 1L << stage : Long.MAX_VALUE;
      if (distance >= width) {
        tooFar = gates.or(tooFar, by[stage]);
        continue;
      }
      int[] moved = new int[width];
      for (int i = 0; i < width; i++) {
        int from = left ? i - (int) distance : i + (int) distance;
        moved[i] = from >= 0 && from < width ? out[from] : fill;
      }
      out = choose(by[stage], moved, out);
    }
    int[] gone = new int[width];
    Arrays.fill(gone, fill);
    return choose(tooFar, gone, out);
  }
}
