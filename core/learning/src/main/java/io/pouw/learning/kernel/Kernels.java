package io.pouw.learning.kernel;

/** All kernels of one {@link KernelPath} for one thread. */
public record Kernels(Gemm gemm, Elementwise elementwise, RowKernels rows) {}
