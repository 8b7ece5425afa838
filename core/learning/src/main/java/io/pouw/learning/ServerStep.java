package io.pouw.learning;

import io.pouw.learning.aggregation.AggregationRound;
import io.pouw.learning.aggregation.AggregationSpec;
import io.pouw.learning.aggregation.RobustAggregation;
import io.pouw.learning.kernel.Kernels;
import io.pouw.learning.network.ServerOptimizer;
import io.pouw.learning.spec.ModelSpec;
import io.pouw.learning.spec.ServerSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * The server's part of a round, in this order:
 *
 * <ol>
 *   <li>where the state has the slots' momenta, each becomes {@code fma(beta, momentum, (1 - beta)
 *       * update)} and stands for the update; a number that would not be finite stays as it was;
 *   <li>the rule makes one of them, {@link AggregationRound}'s seed being the task's;
 *   <li>it is added to the parameters, {@code parameter + aggregate}, or given to the server's
 *       optimiser: as it is in gradient mode, with the opposite sign for local steps (S. Reddi et
 *       al., "Adaptive federated optimization", ICLR 2021, algorithm 2). A parameter for which that
 *       is not finite stays as it was.
 * </ol>
 *
 * <p>The plain mean of a verified task's local steps has an order of its own: changes are added up
 * in the order of the slots, beginning with 0, then {@code fma(sum, 1f / updates, parameter)}.
 */
record ServerStep(ModelSpec spec, Supplier<Kernels> kernels) {
  /** Changes the state. */
  void apply(ModelState state, CombineRound round, List<float[]> updates) {
    List<float[]> entering = spec.server().keepsMomenta() ? momenta(state, updates) : updates;
    if (isPlainMean()) {
      addMean(entering, state.parameters());
      return;
    }
    float[] aggregate = new float[state.parameters().length];
    var context =
        new AggregationRound(
            round.effectiveSeed(), round.round(), state.ruleMemory(), round.root());
    var _ =
        new RobustAggregation(spec.aggregation(), entering.size())
            .aggregate(entering, context, aggregate);
    if (spec.serverOptimizer().isPresent()) optimize(state, round.round(), aggregate);
    else add(aggregate, state.parameters());
  }

  private boolean isPlainMean() {
    return spec.aggregation() instanceof AggregationSpec.Mean && spec.serverOptimizer().isEmpty();
  }

  private List<float[]> momenta(ModelState state, List<float[]> updates) {
    float beta = spec.server().workerMomentum();
    int n = state.parameters().length;
    List<float[]> momenta = new ArrayList<>();
    for (int slot = 0; slot < updates.size(); slot++) {
      float[] momentum = Arrays.copyOfRange(state.momenta(), slot * n, (slot + 1) * n);
      Momentum.add(beta, updates.get(slot), momentum);
      System.arraycopy(momentum, 0, state.momenta(), slot * n, n);
      momenta.add(momentum);
    }
    return momenta;
  }

  private static void addMean(List<float[]> updates, float[] parameters) {
    float[] sum = new float[parameters.length];
    for (float[] update : updates) for (int i = 0; i < sum.length; i++) sum[i] += update[i];
    float share = 1f / updates.size();
    for (int i = 0; i < sum.length; i++) {
      float next = Math.fma(sum[i], share, parameters[i]);
      if (Float.isFinite(next)) parameters[i] = next;
    }
  }

  private static void add(float[] change, float[] parameters) {
    for (int i = 0; i < change.length; i++) {
      float next = parameters[i] + change[i];
      if (Float.isFinite(next)) parameters[i] = next;
    }
  }

  private void optimize(ModelState state, int round, float[] aggregate) {
    if (spec.server().mode() == ServerSpec.Mode.LOCAL_STEPS)
      for (int i = 0; i < aggregate.length; i++) aggregate[i] = -aggregate[i];
    new ServerOptimizer(spec.serverOptimizer().orElseThrow(), aggregate.length, kernels.get())
        .step(
            state.parameters(), aggregate, state.moments(), round, spec.serverLearningRate(round));
  }
}
