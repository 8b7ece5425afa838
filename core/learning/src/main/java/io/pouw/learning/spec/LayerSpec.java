package io.pouw.learning.spec;

/** One layer as the specification names it. */
public sealed interface LayerSpec {
  /** Values of one row that go in. */
  int inputs();

  /** Values of one row that come out. */
  int outputs();

  /** Numbers that training adjusts. */
  long parameters();

  /** Every output is a weighted sum of all inputs and a bias, then the activation. */
  record Dense(int inputs, int units, Activation activation) implements LayerSpec {
    @Override
    public int outputs() {
      return units;
    }

    @Override
    public long parameters() {
      return (inputs + 1L) * units;
    }
  }
}
