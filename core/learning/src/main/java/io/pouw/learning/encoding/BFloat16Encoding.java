package io.pouw.learning.encoding;

import java.nio.ShortBuffer;
import java.util.Optional;

/**
 * Every change rounded to bfloat16 (to nearest, ties to even; what would become infinite becomes
 * the greatest finite number), little-endian, one after the other.
 */
record BFloat16Encoding(int parameters) implements UpdateEncoding {
  @Override
  public int bytesPerUpdate() {
    return Math.multiplyExact(parameters, Short.BYTES);
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
    ShortBuffer out = Inputs.view(bytes).asShortBuffer();
    for (float change : changes) out.put(BFloat16.round(change));
    return Inputs.withoutResidual(bytes);
  }

  @Override
  public Optional<String> reject(byte[] bytes) {
    return Inputs.rejectLength(bytes, bytesPerUpdate()).or(() -> rejectValues(bytes));
  }

  private Optional<String> rejectValues(byte[] bytes) {
    ShortBuffer values = Inputs.view(bytes).asShortBuffer();
    for (int i = 0; i < parameters; i++) {
      float value = BFloat16.toFloat(values.get(i));
      if (!Float.isFinite(value))
        return Optional.of("update is not finite: %s at %d".formatted(value, i));
    }
    return Optional.empty();
  }

  @Override
  public float[] decode(byte[] bytes) {
    Inputs.requireAccepted(this, bytes);
    ShortBuffer values = Inputs.view(bytes).asShortBuffer();
    float[] changes = new float[parameters];
    for (int i = 0; i < parameters; i++) changes[i] = BFloat16.toFloat(values.get(i));
    return changes;
  }
}
