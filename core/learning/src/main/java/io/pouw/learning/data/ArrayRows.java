package io.pouw.learning.data;

import io.pouw.learning.spec.DatasetSpec;

/**
 * Rows of a NumPy array with their targets in another; see {@link DatasetSpec.Arrays}. Features are
 * {@code value * (1f / scale)}.
 */
public final class ArrayRows implements Dataset {
  private final NpyArray values;
  private final NpyArray targets;
  private final float factor;

  private ArrayRows(NpyArray values, NpyArray targets, float scale) {
    this.values = values;
    this.targets = targets;
    this.factor = 1f / scale;
  }

  /**
   * Reads two {@code .npy} files.
   *
   * @throws DataException if one is damaged, or they do not fit the specification or each other
   */
  public static Dataset read(byte[] x, byte[] y, DatasetSpec spec) {
    return of(NpyFormat.read("x", x), NpyFormat.read("y", y), spec);
  }

  /**
   * Reads a {@code .npz} file with the arrays {@code x} and {@code y}.
   *
   * @throws DataException if it is damaged, or does not fit the specification
   */
  public static Dataset read(byte[] npz, DatasetSpec spec) {
    var arrays = NpzFormat.read("arrays", npz);
    NpyArray x = arrays.get("x");
    NpyArray y = arrays.get("y");
    if (x == null || y == null || arrays.size() != 2)
      throw new DataException("arrays: are " + arrays.keySet() + ", expected x and y");
    return of(x, y, spec);
  }

  private static Dataset of(NpyArray x, NpyArray y, DatasetSpec spec) {
    check("x", x, spec.features());
    check("y", y, spec.targets());
    if (x.rows() != y.rows())
      throw new DataException("x has %d rows, y has %d".formatted(x.rows(), y.rows()));
    for (int i = 0; i < x.size(); i++) Numbers.finite("x", i, x.at(i) * (1f / spec.scale()));
    for (int i = 0; i < y.size(); i++)
      if (spec.classes() > 0) Numbers.label("y", i, y.at(i), spec.classes());
      else Numbers.finite("y", i, y.at(i));
    return new ArrayRows(x, y, spec.scale());
  }

  private static void check(String what, NpyArray array, int rowSize) {
    if (array.size() == 0) throw new DataException(what + ": has no values");
    if (array.rowSize() != rowSize)
      throw new DataException(
          "%s: has %d values a row, the specification says %d"
              .formatted(what, array.rowSize(), rowSize));
  }

  @Override
  public int rows() {
    return values.rows();
  }

  @Override
  public int features() {
    return values.rowSize();
  }

  @Override
  public int targets() {
    return targets.rowSize();
  }

  @Override
  public void copyRow(int row, float[] into, int at) {
    int from = row * features();
    for (int i = 0; i < features(); i++) into[at + i] = values.at(from + i) * factor;
  }

  @Override
  public void copyTargets(int row, float[] into, int at) {
    int from = row * targets();
    for (int i = 0; i < targets(); i++) into[at + i] = targets.at(from + i);
  }
}
