package io.pouw.learning.kernel;

/**
 * The kernels of one path, with the buffers of one thread.
 *
 * @param gemm matrix products
 * @param elementwise functions of single elements
 * @param rows functions of rows
 * @param convolution convolutions of images and their gradients
 * @param pooling greatest or average of windows
 */
public record Kernels(
    Gemm gemm,
    Elementwise elementwise,
    RowKernels rows,
    Convolution convolution,
    Pooling pooling) {}
