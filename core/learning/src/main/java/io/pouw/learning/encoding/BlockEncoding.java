package io.pouw.learning.encoding;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Blocks of {@value #BLOCK} changes (the last may be shorter), each one as its scale in bfloat16
 * and one signed byte a change: the change is scale times byte.
 *
 * <p>The scale is the block's greatest absolute value over 127, rounded to the nearest bfloat16;
 * where that is below the normal numbers the block is all zeros, scale included. A byte is the
 * change over the scale (in double), rounded to the nearest whole number, ties to even, and kept
 * within -127 to 127. So a change is off by at most half the scale, up to rounding of float. As a
 * scale has 8 bits of significand, byte times scale is exact, and what was read and is written
 * again gives the same bytes.
 */
record BlockEncoding(int parameters) implements UpdateEncoding {
  static final int BLOCK = 256;
  private static final int GREATEST = 127;

  @Override
  public int bytesPerUpdate() {
    return Math.addExact(parameters, Short.BYTES * Math.ceilDiv(parameters, BLOCK));
  }

  @Override
  public boolean keepsResidual() {
    return false;
  }

  @Override
  public Encoded encode(float[] changes, float[] residual) {
    Inputs.requireFinite(changes, parameters, "changes");
    Inputs.requireNoResidual(residual);
    byte[] bytes = new byte[bytesPerUpdate()];
    ByteBuffer out = Inputs.view(bytes);
    for (int from = 0; from < parameters; from += BLOCK) write(changes, from, out);
    return Inputs.withoutResidual(bytes);
  }

  private void write(float[] changes, int from, ByteBuffer out) {
    int to = Math.min(from + BLOCK, parameters);
    float greatest = 0f;
    for (int i = from; i < to; i++) greatest = Math.max(greatest, Math.abs(changes[i]));
    short bits = BFloat16.round(greatest / GREATEST);
    double scale = BFloat16.toFloat(bits);
    if (scale < Float.MIN_NORMAL) {
      out.position(out.position() + Short.BYTES + to - from);
      return;
    }
    out.putShort(bits);
    for (int i = from; i < to; i++)
      out.put((byte) Math.clamp(Math.rint(changes[i] / scale), -GREATEST, GREATEST));
  }

  @Override
  public Optional<String> reject(byte[] bytes) {
    Optional<String> wrongLength = Inputs.rejectLength(bytes, bytesPerUpdate());
    if (wrongLength.isPresent()) return wrongLength;
    ByteBuffer in = Inputs.view(bytes);
    for (int from = 0; from < parameters; from += BLOCK) {
      String problem = problem(in, Math.min(BLOCK, parameters - from));
      if (!problem.isEmpty())
        return Optional.of("update's block %d %s".formatted(from / BLOCK, problem));
    }
    return Optional.empty();
  }

  /** What is wrong with the block that begins here, which is read past; empty if nothing is. */
  private static String problem(ByteBuffer in, int length) {
    float scale = BFloat16.toFloat(in.getShort());
    int greatest = 0;
    for (int i = 0; i < length; i++) greatest = Math.max(greatest, Math.abs(in.get()));
    boolean zero = Float.floatToRawIntBits(scale) == 0;
    if (!zero && !(scale >= Float.MIN_NORMAL && Float.isFinite(scale * GREATEST)))
      return "has the scale " + scale + ", expected 0 or a positive normal number";
    int expected = zero ? 0 : GREATEST;
    return greatest == expected
        ? ""
        : "of scale %s has the greatest byte %d, expected %d".formatted(scale, greatest, expected);
  }

  @Override
  public float[] decode(byte[] bytes) {
    Inputs.requireAccepted(this, bytes);
    ByteBuffer in = Inputs.view(bytes);
    float[] changes = new float[parameters];
    float scale = 0f;
    for (int i = 0; i < parameters; i++) {
      if (i % BLOCK == 0) scale = BFloat16.toFloat(in.getShort());
      changes[i] = scale * in.get();
    }
    return changes;
  }
}
