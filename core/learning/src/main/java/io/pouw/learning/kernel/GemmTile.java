package io.pouw.learning.kernel;

/**
 * Where a kernel of {@link VectorGemm} begins the chains of a block and what it does with their
 * ends. Mutable, so that no product allocates.
 */
final class GemmTile {
  /** What a kernel does to a sum in its register. */
  enum End {
    /** Stores it. */
    STORE,
    /** Stores {@code sum <= 0 ? 0 : sum}. */
    RELU,
    /** Stores it where what lies beside is greater than 0, else 0. */
    GATE,
    /** Stores {@code fma(factor, sum, beside)}. */
    DESCENT
  }

  private static final float[] NONE = {};

  /** Whether the chains begin with what lies at {@code start}, or at 0. */
  boolean starts;

  float[] start = NONE;
  int startFrom;

  /** From row to row; 0 if all begin alike. */
  int startStep;

  End end = End.STORE;
  float factor;
  float[] beside = NONE;
  int besideFrom;
  int besideStep;

  float[] into = NONE;
  int intoFrom;
  int intoStep;

  void startAtZero() {
    starts = false;
  }

  /** The chains begin at {@link #startFrom} of an array. */
  void startAt(float[] values, int step) {
    starts = true;
    start = values;
    startStep = step;
  }

  /** The sums are stored at {@link #intoFrom} of an array. */
  void store(float[] values, int step) {
    end = End.STORE;
    into = values;
    intoStep = step;
  }

  /** After {@link #store}: does something else to the sums, by what is at {@link #besideFrom}. */
  void end(End how, float[] values, int step) {
    end = how;
    beside = values;
    besideStep = step;
  }
}
