package io.pouw.learning.spec;

import java.util.List;

/** Limits on what several fields of a specification make together. */
final class SizeLimits {
  /** Values in all layers for one batch: 256 MiB as floats. */
  private static final long MAX_ACTIVATIONS = 1L << 26;

  private SizeLimits() {}

  static void check(ModelSpec spec, List<String> problems) {
    if (spec.parameters() > ModelSpec.MAX_PARAMETERS)
      problems.add(
          "$.layers: make %d parameters, at most %d can be"
              .formatted(spec.parameters(), ModelSpec.MAX_PARAMETERS));
    else if (spec.stateNumbers() * Float.BYTES > ModelSpec.MAX_STATE_BYTES)
      problems.add(
          "$.layers: with what the server remembers make a state of %d bytes, at most %d can be"
              .formatted(spec.stateNumbers() * Float.BYTES, ModelSpec.MAX_STATE_BYTES));
    if (spec.unitFlops() == 0) problems.add("$.layers: have no weights that training could adjust");
    long activations =
        (long) spec.batchSize()
            * (spec.dataset().features()
                + spec.layers().stream().mapToLong(LayerSpec::activations).sum());
    if (activations > MAX_ACTIVATIONS)
      problems.add(
          "$.batch_size: makes %d activations over all layers, at most %d can be"
              .formatted(activations, MAX_ACTIVATIONS));
    if (spec.parameters() <= ModelSpec.MAX_PARAMETERS
        && spec.unitFlops() > ModelSpec.MAX_UNIT_FLOPS)
      problems.add(
          "$.local_steps: make a unit of %d floating-point operations, at most %d can be"
              .formatted(spec.unitFlops(), ModelSpec.MAX_UNIT_FLOPS));
    if (spec.aggregation().rootData().isPresent() && spec.updates().privacy().isPresent())
      problems.add(
          "$.privacy: stands beside fltrust, whose trusted update has no noise that could be"
              + " compared; expected another rule");
    if (spec.extent() instanceof Extent.Rounds(int rounds) && spec.checkpointRounds() > rounds)
      problems.add(
          "$.checkpoint_rounds: is %d, expected at most the %d rounds there are"
              .formatted(spec.checkpointRounds(), rounds));
  }
}
