package io.pouw.learning.federated;

import io.pouw.learning.Model;
import io.pouw.learning.aggregation.AggregationRound;
import io.pouw.learning.aggregation.AggregationSpec;
import io.pouw.learning.aggregation.RobustAggregation;
import io.pouw.learning.attack.Attack;
import io.pouw.learning.attack.AttackRound;
import io.pouw.learning.attack.DataAttack;
import io.pouw.learning.attack.PoisonedDataset;
import io.pouw.learning.attack.TriggeredDataset;
import io.pouw.learning.attack.UpdateAttack;
import io.pouw.learning.data.Dataset;
import io.pouw.learning.kernel.KernelPath;
import io.pouw.learning.network.Network;
import io.pouw.learning.network.Workspace;
import io.pouw.learning.spec.ModelSpec;
import io.pouw.primitives.Hash;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Distributed training with attackers, the setting of arXiv 2006.09365: in each iteration every
 * worker sends its momentum over gradients of its own rows, a rule makes one of them, the server
 * steps by {@code parameter = fma(-rate, aggregate, parameter)}. The same seed and settings give
 * the same bits. A trial runs on the calling thread; different threads may run trials at once.
 */
public final class FederatedTrial {
  private static final RoundObserver NOBODY = (_, _, _) -> {};

  private final ModelSpec spec;
  private final Dataset training;
  private final Dataset test;
  private final TrialSettings settings;
  private final Hash seed;

  /**
   * A trial of a model.
   *
   * @param spec the layers; its batch is the trial's
   * @throws IllegalArgumentException if there are too few rows for the workers
   */
  public FederatedTrial(
      ModelSpec spec, Dataset training, Dataset test, TrialSettings settings, Hash seed) {
    if (spec.batchSize() != settings.batch())
      throw new IllegalArgumentException(
          "the model's batch is %d, the trial's %d".formatted(spec.batchSize(), settings.batch()));
    this.spec = spec;
    this.training = training;
    this.test = test;
    this.settings = settings;
    this.seed = seed;
  }

  /** Trains with a rule under an attack, or none. */
  public TrialResult run(AggregationSpec rule, Optional<Attack> attack) {
    return run(rule, attack, NOBODY);
  }

  /** The same, watched. */
  public TrialResult run(AggregationSpec rule, Optional<Attack> attack, RoundObserver observer) {
    Model model = Model.of(spec);
    var workspace = new Workspace(Network.of(spec), spec, KernelPath.fastest());
    float[] parameters = workspace.parameters();
    floats(model.init(seed)).asFloatBuffer().get(parameters);
    var run = new Run(rule, attack, workspace);
    long dropped = 0;
    for (int round = 0; round < settings.iterations(); round++) {
      dropped += run.round(round, observer);
      for (int j = 0; j < parameters.length; j++) {
        float next = Math.fma(-settings.learningRate(), run.aggregate[j], parameters[j]);
        if (Float.isFinite(next)) parameters[j] = next;
      }
    }
    byte[] state = new byte[model.stateBytes()];
    floats(state).asFloatBuffer().put(parameters);
    return new TrialResult(
        model.evaluate(state, test),
        backdoorRate(model, state, attack),
        dropped,
        Hash.sha256(state));
  }

  private OptionalDouble backdoorRate(Model model, byte[] state, Optional<Attack> attack) {
    if (attack.isEmpty() || !(attack.get() instanceof DataAttack.Backdoor backdoor))
      return OptionalDouble.empty();
    Dataset triggered = new TriggeredDataset(test, backdoor);
    return OptionalDouble.of(model.evaluate(state, triggered).accuracy());
  }

  private static ByteBuffer floats(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The workers and the server of one trial. */
  private final class Run {
    private final Workspace workspace;
    private final List<TrialWorker> workers = new ArrayList<>();
    private final TrialWorker root;
    private final boolean rooted;
    private final Optional<UpdateAttack> onUpdate;
    private final RobustAggregation rule;
    private final float[] memory;
    private final float[] aggregate;

    Run(AggregationSpec spec, Optional<Attack> attack, Workspace workspace) {
      this.workspace = workspace;
      int parameters = workspace.parameters().length;
      onUpdate = attack.filter(UpdateAttack.class::isInstance).map(UpdateAttack.class::cast);
      Dataset ofAttackers =
          attack
              .filter(DataAttack.class::isInstance)
              .<Dataset>map(a -> new PoisonedDataset(training, (DataAttack) a))
              .orElse(training);
      rule = new RobustAggregation(spec, settings.workers());
      rooted = spec instanceof AggregationSpec.FlTrust;
      memory = new float[rule.memory(parameters)];
      aggregate = new float[parameters];
      List<int[]> shards = Shards.of(training, settings, seed);
      for (int i = 0; i < settings.workers(); i++) {
        Dataset data = i < settings.honest() ? training : ofAttackers;
        workers.add(new TrialWorker(i, data, shards.get(i), parameters, seed));
      }
      int[] trusted = Shards.trusted(training, settings, seed);
      root = new TrialWorker(-1, training, trusted, parameters, seed);
    }

    /** Aggregates a round; gives the number of updates that were left out. */
    long round(int round, RoundObserver observer) {
      List<float[]> updates = new ArrayList<>();
      for (TrialWorker worker : workers.subList(0, settings.honest()))
        updates.add(worker.update(workspace, settings.momentum()));
      List<float[]> honest = List.copyOf(updates);
      boolean shared = onUpdate.filter(UpdateAttack::isShared).isPresent();
      for (int i = 0; i < settings.byzantine(); i++)
        updates.add(shared && i > 0 ? updates.getLast() : sent(honest, round, i, shared));
      var trusted =
          Optional.of(root).filter(_ -> rooted).map(r -> r.update(workspace, settings.momentum()));
      var context = new AggregationRound(seed, round, memory, trusted);
      int dropped = rule.aggregate(updates, context, aggregate).dropped().size();
      observer.round(round, updates, aggregate);
      return dropped;
    }

    /** What an attacker sends; one that needs no training of his own does none. */
    private float[] sent(List<float[]> honest, int round, int attacker, boolean shared) {
      float[] sent = new float[aggregate.length];
      if (!shared) {
        TrialWorker worker = workers.get(settings.honest() + attacker);
        float[] own = worker.update(workspace, settings.momentum());
        if (onUpdate.isEmpty()) return own;
        System.arraycopy(own, 0, sent, 0, own.length);
      }
      var context =
          new AttackRound(honest, settings.workers(), settings.byzantine(), seed, round, attacker);
      onUpdate.orElseThrow().corrupt(sent, context);
      return sent;
    }
  }
}
