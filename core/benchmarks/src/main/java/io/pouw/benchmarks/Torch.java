package io.pouw.benchmarks;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;

/**
 * PyTorch, reached by DJL's engine. Its operators are called directly, without DJL's blocks and
 * trainer, so that it loses as little as can be on the way; only for one thread.
 */
final class Torch {
  static final String NAME = "pytorch";

  private Torch() {}

  /** The engine with so many threads for one operator. */
  static PtNDManager start(int threads) {
    NDManager manager = Engine.getEngine("PyTorch").newBaseManager();
    JniUtils.setNumThreads(threads);
    if (JniUtils.getNumThreads() != threads)
      throw new IllegalStateException(
          "PyTorch has %d threads, not %d".formatted(JniUtils.getNumThreads(), threads));
    return (PtNDManager) manager;
  }

  static PtNDArray floats(PtNDManager manager, float[] values, long... shape) {
    ByteBuffer bytes = direct(values.length * Float.BYTES);
    bytes.asFloatBuffer().put(FloatBuffer.wrap(values));
    return manager.create(bytes, new Shape(shape), DataType.FLOAT32);
  }

  static PtNDArray indices(PtNDManager manager, int[] values, long... shape) {
    ByteBuffer bytes = direct(values.length * Long.BYTES);
    LongBuffer longs = bytes.asLongBuffer();
    for (int value : values) longs.put(value);
    return manager.create(bytes, new Shape(shape), DataType.INT64);
  }

  private static ByteBuffer direct(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }
}
