package io.pouw.task.smt.sat;

import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.StringTokenizer;

/**
 * Proofs of unsatisfiability with hints (LRAT; Cruz-Filipe, Heule, Hunt, Kaufmann, Schneider-Kamp,
 * CADE 2017), in bytes: for each lemma the number of its literals, each literal as {@code 2 v} or
 * {@code 2 v + 1} if negative, the number of its hints, and each hint as its distance from the
 * lemma; all as LEB128. Lemmas are numbered on from the clauses of the problem; the last one is
 * empty. There are no deletions, and only lemmas that follow by unit propagation (RUP).
 */
public final class LratProof {
  /** Larger proofs are not written and not read. */
  public static final int MAX_BYTES = 8 << 20;

  private LratProof() {}

  /** Writes lemma after lemma. */
  static final class Writer {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int number;

    Writer(int axioms) {
      number = axioms;
    }

    /** Whether it still fits. */
    boolean add(int[] literals, int[] hints) {
      number++;
      put(literals.length);
      for (int each : literals) put(each > 0 ? 2 * each : -2 * each + 1);
      put(hints.length);
      for (int each : hints) put(number - each);
      return out.size() <= MAX_BYTES;
    }

    private void put(int value) {
      int rest = value;
      while ((rest & ~0x7f) != 0) {
        out.write((rest & 0x7f) | 0x80);
        rest >>>= 7;
      }
      out.write(rest);
    }

    byte[] toBytes() {
      return out.toByteArray();
    }
  }

  /** Reads number after number. */
  static final class Reader {
    private final byte[] in;
    private int at;

    Reader(byte[] in) {
      this.in = in;
    }

    boolean isAtEnd() {
      return at == in.length;
    }

    int remaining() {
      return in.length - at;
    }

    /** From 0 to 2^31 - 1. */
    int next() {
      int value = 0;
      for (int shift = 0; shift < 35; shift += 7) {
        if (at == in.length) throw new BadProof("ends in the middle of a lemma");
        byte each = in[at++];
        if (shift == 28 && (each & 0xf8) != 0) break;
        value |= (each & 0x7f) << shift;
        if (each >= 0) return value;
      }
      throw new BadProof("has a number that is too large");
    }

    /** A number of things that take at least one byte each. */
    int count() {
      int count = next();
      if (count > remaining()) throw new BadProof("announces more than it has");
      return count;
    }
  }

  /** Why a proof is none. */
  static final class BadProof extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    BadProof(String what) {
      super("the proof " + what);
    }
  }

  /**
   * Reads the text format that other solvers write, deletions left out.
   *
   * @param axioms clauses of the problem
   * @throws IllegalArgumentException if it is none, or has lemmas that do not follow by unit
   *     propagation (RAT)
   */
  public static byte[] ofText(String text, int axioms) {
    var writer = new Writer(axioms);
    Map<Integer, Integer> numbers = new HashMap<>();
    int next = axioms;
    for (String line : text.lines().toList()) {
      var words = new StringTokenizer(line);
      int number = Integer.parseInt(words.nextToken());
      String first = words.nextToken();
      if (first.equals("d")) continue;
      numbers.put(number, ++next);
      var literals = new Ints(8);
      for (; !first.equals("0"); first = words.nextToken()) literals.add(Integer.parseInt(first));
      var hints = new Ints(8);
      for (String word = words.nextToken(); !word.equals("0"); word = words.nextToken()) {
        int hint = Integer.parseInt(word);
        if (hint < 0) throw new BadProof("has a RAT lemma, " + number);
        hints.add(hint <= axioms ? hint : numbers.getOrDefault(hint, 0));
      }
      writer.add(literals.toArray(), hints.toArray());
      if (literals.size() == 0) break;
    }
    return writer.toBytes();
  }
}
