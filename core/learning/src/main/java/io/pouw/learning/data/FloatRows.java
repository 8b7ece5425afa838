package io.pouw.learning.data;

/** Rows that are held as floats, features and targets row by row. */
final class FloatRows implements Dataset {
  private final float[] values;
  private final float[] targets;
  private final int features;
  private final int targetsPerRow;

  /** Takes the arrays as they are, without a copy. */
  FloatRows(float[] values, float[] targets, int features, int targetsPerRow) {
    this.values = values;
    this.targets = targets;
    this.features = features;
    this.targetsPerRow = targetsPerRow;
  }

  @Override
  public int rows() {
    return targets.length / targetsPerRow;
  }

  @Override
  public int features() {
    return features;
  }

  @Override
  public int targets() {
    return targetsPerRow;
  }

  @Override
  public void copyRow(int row, float[] into, int at) {
    System.arraycopy(values, row * features, into, at, features);
  }

  @Override
  public void copyTargets(int row, float[] into, int at) {
    System.arraycopy(targets, row * targetsPerRow, into, at, targetsPerRow);
  }
}
