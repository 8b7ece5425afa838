package io.pouw.learning.encoding;

import java.nio.FloatBuffer;
import java.util.Optional;

/** IEEE 754 binary32, little-endian, one after the other: nothing is lost. */
record Float32Encoding(int parameters) implements UpdateEncoding {
  @Override
  public int bytesPerUpdate() {
    return Math.multiplyExact(parameters, Float.BYTES);
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
    Inputs.view(bytes).asFloatBuffer().put(changes);
    return Inputs.withoutResidual(bytes);
  }

  @Override
  public Optional<String> reject(byte[] bytes) {
    return Inputs.rejectLength(bytes, bytesPerUpdate()).or(() -> rejectValues(bytes));
  }

  private Optional<String> rejectValues(byte[] bytes) {
    FloatBuffer values = Inputs.view(bytes).asFloatBuffer();
    for (int i = 0; i < parameters; i++)
      if (!Float.isFinite(values.get(i)))
        return Optional.of("update is not finite: %s at %d".formatted(values.get(i), i));
    return Optional.empty();
  }

  @Override
  public float[] decode(byte[] bytes) {
    Inputs.requireAccepted(this, bytes);
    float[] changes = new float[parameters];
    Inputs.view(bytes).asFloatBuffer().get(changes);
    return changes;
  }
}
