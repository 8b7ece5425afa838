package io.pouw.learning.kernel;

/**
 * The kernels of one path, with the packing buffers of one thread.
 *
 * @param gemm matrix products
 */
public record Kernels(Gemm gemm) {}
