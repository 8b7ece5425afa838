package io.pouw.benchmarks;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;

/**
 * One tensor of parameters.
 *
 * @param value in PyTorch's layout, changed in place by training
 * @param rows of the matrix in our layout, if {@code transposed}
 * @param columns likewise
 * @param transposed whether PyTorch's layout is the transpose of ours (the weights of its dense
 *     layers are units x inputs)
 */
record TorchParameter(PtNDArray value, int rows, int columns, boolean transposed) {
  static TorchParameter plain(PtNDManager manager, float[] values, long... shape) {
    return new TorchParameter(Torch.floats(manager, values, shape), 1, values.length, false);
  }

  static TorchParameter transposed(PtNDManager manager, float[] matrix, int rows, int columns) {
    return new TorchParameter(
        Torch.floats(manager, Transposition.of(matrix, rows, columns), columns, rows),
        rows,
        columns,
        true);
  }

  /** Numbers in PyTorch's layout of this tensor, such as its gradient, in ours. */
  float[] inOurLayout(PtNDArray tensor) {
    PtNDArray dense = tensor.isSparse() ? JniUtils.toDense(tensor) : tensor;
    float[] numbers = dense.toFloatArray();
    return transposed
        ? Transposition.of(numbers, /* rows= */ columns, /* columns= */ rows)
        : numbers;
  }
}
