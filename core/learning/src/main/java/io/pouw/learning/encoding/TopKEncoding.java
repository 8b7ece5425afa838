package io.pouw.learning.encoding;

import io.pouw.primitives.Hash;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * The changes of greatest absolute value, with the rest kept for later (S. Stich et al.,
 * "Sparsified SGD with memory", 2018, algorithm 1).
 *
 * <p>To the changes the residual of the update before is added (a sum that overflows becomes the
 * greatest finite number of its sign); of the sums the greatest are sent, of equals those of lower
 * index, rounded to bfloat16 if the specification says so; zeros are not sent. The residual is, for
 * each parameter, the sum less what was sent of it.
 *
 * <p>Layout: SHA-256 of the residual that came in and of the one that went out (each as float32
 * little-endian; before the first update all zeros), so that whoever is given a residual can check
 * it, do the unit again alone and compare both; the number of entries (u32, little-endian); the
 * indices, the first as it is, then each as the distance to the one before less one, as LEB128 in
 * its shortest form; the values, little-endian.
 */
final class TopKEncoding implements UpdateEncoding {
  static final int HEAD_BYTES = 2 * Hash.BYTES + Integer.BYTES;
  private static final int MAX_INDEX_BYTES = 5;

  private final int parameters;
  private final int limit;
  private final boolean brain;

  TopKEncoding(EncodingSpec.TopK spec, int parameters) {
    this.parameters = parameters;
    this.limit = spec.count(parameters);
    this.brain = spec.brain();
  }

  /** The name by which an update commits to a residual. */
  static Hash commitment(float[] residual) {
    byte[] bytes = new byte[Math.multiplyExact(residual.length, Float.BYTES)];
    Inputs.view(bytes).asFloatBuffer().put(residual);
    return Hash.sha256(bytes);
  }

  @Override
  public int parameters() {
    return parameters;
  }

  @Override
  public int bytesPerUpdate() {
    // The distances of all entries add up to less than the parameters: beside one byte each they
    // need a second one at most parameters / 128 times, a third parameters / 16384 times, ...
    long indexBytes = limit;
    for (int shift = 7; shift < 35; shift += 7)
      indexBytes += Math.min(limit, (long) parameters >>> shift);
    return Math.toIntExact(HEAD_BYTES + indexBytes + (long) limit * valueBytes());
  }

  @Override
  public boolean keepsResidual() {
    return true;
  }

  private int valueBytes() {
    return brain ? Short.BYTES : Float.BYTES;
  }

  @Override
  public Encoded encode(float[] changes, float[] residual) {
    Inputs.requireFinite(changes, parameters, "changes");
    float[] before = residual.length == 0 ? new float[parameters] : residual;
    Inputs.requireFinite(before, parameters, "residuals");
    float[] left = new float[parameters];
    for (int i = 0; i < parameters; i++)
      left[i] = Math.clamp(changes[i] + before[i], -Float.MAX_VALUE, Float.MAX_VALUE);
    int[] chosen = Greatest.indices(left, limit);
    float[] sent = new float[limit];
    int count = 0;
    for (int index : chosen) {
      float value = brain ? BFloat16.toFloat(BFloat16.round(left[index])) : left[index];
      if (value == 0f) continue;
      left[index] -= value;
      chosen[count] = index;
      sent[count++] = value;
    }
    return new Encoded(write(before, left, chosen, sent, count), left);
  }

  private byte[] write(float[] before, float[] left, int[] indices, float[] values, int count) {
    byte[] bytes = new byte[HEAD_BYTES + count * (MAX_INDEX_BYTES + valueBytes())];
    ByteBuffer out = Inputs.view(bytes);
    out.put(commitment(before).toBytes()).put(commitment(left).toBytes()).putInt(count);
    int next = 0;
    for (int i = 0; i < count; i++) {
      putIndex(out, indices[i] - next);
      next = indices[i] + 1;
    }
    for (int i = 0; i < count; i++) {
      if (brain) out.putShort(BFloat16.round(values[i]));
      else out.putFloat(values[i]);
    }
    return Arrays.copyOf(bytes, out.position());
  }

  private static void putIndex(ByteBuffer out, int distance) {
    int rest = distance;
    while (rest > 0x7f) {
      out.put((byte) (rest | 0x80));
      rest >>>= 7;
    }
    out.put((byte) rest);
  }

  @Override
  public Optional<String> reject(byte[] bytes) {
    return TopKReader.problem(bytes, parameters, limit, brain);
  }

  @Override
  public float[] decode(byte[] bytes) {
    float[] changes = new float[parameters];
    TopKReader.read(bytes, changes, limit, brain)
        .ifPresent(reason -> {
          throw new IllegalArgumentException(reason);
        });
    return changes;
  }

  @Override
  public Optional<Residuals> residuals(byte[] bytes) {
    return Optional.of(
        new Residuals(
            Hash.of(Arrays.copyOf(bytes, Hash.BYTES)),
            Hash.of(Arrays.copyOfRange(bytes, Hash.BYTES, 2 * Hash.BYTES))));
  }
}
