package io.pouw.learning.data;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * A NumPy array held as the bytes of its file, in C order; values are converted one by one when
 * they are read, each rounded to the nearest float. Immutable.
 */
public final class NpyArray {
  private final List<Integer> shape;
  private final Type type;
  private final ByteBuffer values;
  private final int size;

  /**
   * @param values in the array's byte order, from its position 0 on
   */
  NpyArray(List<Integer> shape, Type type, ByteBuffer values, int size) {
    this.shape = List.copyOf(shape);
    this.type = type;
    this.values = values;
    this.size = size;
  }

  /** What a value is, named as NumPy's descriptions name it. */
  public enum Type {
    U1(1),
    I1(1),
    I2(2),
    I4(4),
    I8(8),
    F2(2),
    F4(4),
    F8(8);

    private final int bytes;

    Type(int bytes) {
      this.bytes = bytes;
    }

    /** Bytes of one value. */
    public int bytes() {
      return bytes;
    }

    boolean isWhole() {
      return this != F2 && this != F4 && this != F8;
    }
  }

  /** Lengths of the dimensions; empty for a single value. */
  public List<Integer> shape() {
    return shape;
  }

  public Type type() {
    return type;
  }

  /** Values in all. */
  public int size() {
    return size;
  }

  /** Length of the first dimension. */
  public int rows() {
    return shape.isEmpty() ? 1 : shape.getFirst();
  }

  /** Values in one step along the first dimension; 0 if there is no row. */
  public int rowSize() {
    return rows() == 0 ? 0 : size / rows();
  }

  /** The value at a place in C order, as the nearest float. */
  public float at(int index) {
    return switch (type) {
      case U1 -> values.get(index) & 0xff;
      case I1 -> values.get(index);
      case I2 -> values.getShort(2 * index);
      case I4 -> values.getInt(4 * index);
      case I8 -> values.getLong(8 * index);
      case F2 -> Float.float16ToFloat(values.getShort(2 * index));
      case F4 -> values.getFloat(4 * index);
      case F8 -> (float) values.getDouble(8 * index);
    };
  }

  /** All values in C order. */
  public float[] toFloats() {
    float[] floats = new float[size];
    for (int i = 0; i < size; i++) floats[i] = at(i);
    return floats;
  }
}
