package io.pouw.learning.kernel;

import java.util.List;

/**
 * The kernels of one path, for one caller at a time.
 *
 * @param gemm matrix products
 * @param elementwise functions of single elements
 * @param rows functions of rows
 * @param convolution convolutions of images and their gradients
 * @param pooling greatest or average of windows
 * @param team the threads that may take part
 * @param members kernels for each thread of the team alone, in its order; none for a team of one
 */
public record Kernels(
    Gemm gemm,
    Elementwise elementwise,
    RowKernels rows,
    Convolution convolution,
    Pooling pooling,
    Team team,
    List<Kernels> members) {
  public Kernels {
    members = List.copyOf(members);
  }

  /** Kernels that a thread of the team uses while others use theirs. */
  public Kernels member(int number) {
    return members.isEmpty() ? this : members.get(number);
  }
}
