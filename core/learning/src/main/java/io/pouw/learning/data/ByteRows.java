package io.pouw.learning.data;

/** Rows of unsigned bytes with a class each, in memory as the bytes of the file. */
final class ByteRows implements Dataset {
  private final byte[] values;
  private final int valuesFrom;
  private final byte[] labels;
  private final int labelsFrom;
  private final int rows;
  private final int features;
  private final float[] scaled = new float[256];

  /**
   * @param values unsigned bytes, row by row from {@code valuesFrom} on; not copied
   * @param labels one a row from {@code labelsFrom} on, unsigned
   * @param scale the value that becomes 1
   */
  ByteRows(
      byte[] values,
      int valuesFrom,
      byte[] labels,
      int labelsFrom,
      int rows,
      int features,
      float scale) {
    this.values = values;
    this.valuesFrom = valuesFrom;
    this.labels = labels;
    this.labelsFrom = labelsFrom;
    this.rows = rows;
    this.features = features;
    float factor = 1f / scale;
    for (int value = 0; value < scaled.length; value++) scaled[value] = value * factor;
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public int features() {
    return features;
  }

  @Override
  public int targets() {
    return 1;
  }

  @Override
  public void copyTargets(int row, float[] into, int at) {
    into[at] = labels[labelsFrom + row] & 0xff;
  }

  /** Scaled: {@code value * (1f / scale)}. */
  @Override
  public void copyRow(int row, float[] into, int at) {
    int from = valuesFrom + row * features;
    for (int i = 0; i < features; i++) into[at + i] = scaled[values[from + i] & 0xff];
  }
}
