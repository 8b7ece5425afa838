package io.pouw.learning.attack;

import io.pouw.learning.data.Dataset;

/**
 * A data set as an attacker presents it to his own training.
 *
 * @param clean examples with one class each
 */
public record PoisonedDataset(Dataset clean, DataAttack attack) implements Dataset {
  public PoisonedDataset {
    if (clean.targets() != 1)
      throw new IllegalArgumentException(
          "examples have %d targets, expected 1 class".formatted(clean.targets()));
  }

  @Override
  public int rows() {
    return clean.rows();
  }

  @Override
  public int features() {
    return clean.features();
  }

  @Override
  public int targets() {
    return 1;
  }

  @Override
  public void copyRow(int row, float[] into, int at) {
    clean.copyRow(row, into, at);
    attack.mark(row, into, at);
  }

  @Override
  public void copyTargets(int row, float[] into, int at) {
    clean.copyTargets(row, into, at);
    into[at] = attack.label(row, (int) into[at]);
  }
}
