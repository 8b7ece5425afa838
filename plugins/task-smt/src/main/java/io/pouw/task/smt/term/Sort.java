package io.pouw.task.smt.term;

/** The sort of a term. */
public sealed interface Sort {
  Sort BOOL = new Bool();
  Sort INT = new Int();
  Sort REAL = new Real();

  /** Truth values. */
  record Bool() implements Sort {
    @Override
    public String toString() {
      return "Bool";
    }
  }

  /** Integers. */
  record Int() implements Sort {
    @Override
    public String toString() {
      return "Int";
    }
  }

  /** Reals. */
  record Real() implements Sort {
    @Override
    public String toString() {
      return "Real";
    }
  }

  /** Vectors of so many bits, at least one. */
  record Bits(int width) implements Sort {
    @Override
    public String toString() {
      return "(_ BitVec " + width + ")";
    }
  }

  /** Arrays; neither indices nor elements are arrays. */
  record ArrayOf(Sort index, Sort element) implements Sort {
    @Override
    public String toString() {
      return "(Array " + index + " " + element + ")";
    }
  }

  /** A sort that the script declares. */
  record Named(String name) implements Sort {
    @Override
    public String toString() {
      return Symbols.quoted(name);
    }
  }
}
