package io.pouw.benchmarks;

/** Rows and columns exchanged. */
final class Transposition {
  private Transposition() {}

  /** The transpose of a rows x columns matrix that lies row by row. */
  static float[] of(float[] matrix, int rows, int columns) {
    float[] transposed = new float[rows * columns];
    for (int i = 0; i < rows; i++)
      for (int j = 0; j < columns; j++) transposed[j * rows + i] = matrix[i * columns + j];
    return transposed;
  }
}
