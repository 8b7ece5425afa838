package io.pouw.learning;

import io.pouw.learning.network.Network;
import io.pouw.learning.spec.ModelSpec;
import io.pouw.learning.spec.OptimizerSpec;
import io.pouw.primitives.Hash;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Optional;

/**
 * How many numbers each part of a {@link ModelState} has, in the order of its bytes, and what
 * stands behind them. A specification that was read keeps the numbers under {@link
 * ModelSpec#MAX_STATE_BYTES}.
 */
record StateLayout(
    Network network, String rule, int ruleMemory, int momenta, int moments, StateTrail trail) {
  static StateLayout of(ModelSpec spec, Network network) {
    int parameters = network.parameters();
    int slots = spec.server().keepsMomenta() ? spec.slots() : 0;
    int moments = spec.serverOptimizer().map(OptimizerSpec::moments).orElse(0);
    return new StateLayout(
        network,
        spec.aggregation().type(),
        spec.aggregation().memory(parameters),
        Math.multiplyExact(slots, parameters),
        Math.multiplyExact(moments, parameters),
        StateTrail.of(spec));
  }

  int parameters() {
    return network.parameters();
  }

  /** Numbers of a state. */
  int size() {
    return Math.addExact(Math.addExact(parameters(), ruleMemory), Math.addExact(momenta, moments));
  }

  int bytes() {
    return Math.addExact(Math.multiplyExact(size(), Float.BYTES), trail.bytes());
  }

  /** Why these bytes cannot be a state; empty if they can. Allocates nothing. */
  Optional<String> reject(byte[] state) {
    Optional<String> wrongLength = rejectLength(state);
    if (wrongLength.isPresent()) return wrongLength;
    ByteBuffer values = Float32.view(state);
    for (int i = 0; i < size(); i++) {
      float value = values.getFloat();
      if (!Float.isFinite(value))
        return Optional.of("state is not finite: %s at %s".formatted(value, describe(i)));
    }
    return Optional.empty();
  }

  Optional<String> rejectLength(byte[] state) {
    return state.length == bytes()
        ? Optional.empty()
        : Optional.of("state has %d bytes, expected %d".formatted(state.length, bytes()));
  }

  /**
   * Reads a state.
   *
   * @throws IllegalArgumentException if {@link #reject} finds a reason
   */
  ModelState decode(byte[] state) {
    reject(state)
        .ifPresent(problem -> {
          throw new IllegalArgumentException(problem);
        });
    FloatBuffer values = Float32.view(state).asFloatBuffer();
    return new ModelState(
        next(values, parameters()),
        next(values, ruleMemory),
        next(values, momenta),
        next(values, moments));
  }

  private static float[] next(FloatBuffer values, int count) {
    float[] part = new float[count];
    values.get(part);
    return part;
  }

  /** The bytes of a state that names no others. */
  byte[] encode(ModelState state) {
    byte[] bytes = new byte[bytes()];
    Float32.view(bytes)
        .asFloatBuffer()
        .put(state.parameters())
        .put(state.ruleMemory())
        .put(state.momenta())
        .put(state.moments());
    return bytes;
  }

  /** The state of parameters before round 0. */
  ModelState first(float[] parameters) {
    return new ModelState(
        parameters, new float[ruleMemory], new float[momenta], new float[moments]);
  }

  /** Where 4 bytes belong, such as {@code layer 0 weights, row 17, column 3}. */
  String describe(int index) {
    int n = parameters();
    if (index < n) return network.describe(index);
    if (index >= size())
      return "the name of earlier state " + (index - size()) / (Hash.BYTES / Float.BYTES);
    String parameter = network.describe(index % n);
    int at = index - n;
    if (at < ruleMemory) return "the memory of " + rule + " for " + parameter;
    at -= ruleMemory;
    if (at < momenta) return "the momentum of slot %d for %s".formatted(at / n, parameter);
    at -= momenta;
    return "moment %d of the server's optimiser for %s".formatted(at / n, parameter);
  }
}
