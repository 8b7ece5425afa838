package io.pouw.task.neural;

import io.pouw.learning.Model;
import io.pouw.learning.Training;
import io.pouw.learning.encoding.UpdateEncoding;
import io.pouw.plugin.UnitChain;
import io.pouw.plugin.UnitId;
import io.pouw.primitives.BlobId;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/**
 * The units of a verified task whose updates leave a residual: it enters the next unit of the slot.
 * What a unit leaves is the residual as float32, little-endian.
 */
record ResidualChain(Training training) implements UnitChain {
  private static final float[] NONE = {};

  @Override
  public List<BlobId> earlier(byte[] state) {
    return training.model().earlierStates(state);
  }

  @Override
  public Link work(byte[] state, UnitId unit, byte[] left) {
    float[] residual = read(left);
    if (earlier(state).isEmpty() != (left.length == 0))
      throw new IllegalArgumentException(
          left.length == 0
              ? unit + " begins with a residual, none was given"
              : unit + " begins without a residual, one was given");
    UpdateEncoding.Encoded done =
        training.work(state, unit.round(), unit.slot(), Optional.empty(), residual);
    return new Link(done.bytes(), write(done.residual()));
  }

  private float[] read(byte[] left) {
    if (left.length == 0) return NONE;
    Model model = training.model();
    float[] residual = new float[model.format().encoding().parameters()];
    if (left.length != residual.length * Float.BYTES)
      throw new IllegalArgumentException(
          "a residual has %d bytes, not %d".formatted(residual.length * Float.BYTES, left.length));
    view(left).asFloatBuffer().get(residual);
    return residual;
  }

  private static byte[] write(float[] residual) {
    byte[] left = new byte[residual.length * Float.BYTES];
    view(left).asFloatBuffer().put(residual);
    return left;
  }

  private static ByteBuffer view(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
