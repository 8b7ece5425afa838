package io.pouw.learning;

import io.pouw.learning.aggregation.AggregationSpec;
import io.pouw.learning.data.Dataset;
import io.pouw.learning.encoding.UpdateFormat;
import io.pouw.learning.kernel.KernelPath;
import io.pouw.learning.kernel.Kernels;
import io.pouw.learning.metric.MetricReport;
import io.pouw.learning.network.ExternalNetwork;
import io.pouw.learning.network.Network;
import io.pouw.learning.network.Workspace;
import io.pouw.learning.spec.ModelSpec;
import io.pouw.learning.spec.ServerSpec;
import io.pouw.learning.spec.UpdateSpec;
import io.pouw.primitives.BlobId;
import io.pouw.primitives.Hash;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A model's architecture with all that can be done without training data. The same inputs give the
 * same bytes on every machine and every {@link KernelPath}. Thread-safe.
 *
 * <p>A <em>state</em> is what {@link ModelState} says: the parameters, then what the server
 * remembers, which in most tasks is nothing; every number is finite; then {@link #earlierStates}.
 * An <em>update</em> is the change that a unit made to each parameter, in gradient mode the
 * gradient, then the unit's mean training loss, as {@link UpdateFormat} writes them: all as float32
 * little-endian unless the specification says otherwise.
 */
public final class Model {
  private final ModelSpec spec;
  private final Network network;
  private final WorkspacePool workspaces;
  private final WorkspacePool singles;
  private final UpdateFormat format;
  private final StateLayout layout;
  private final ServerStep server;

  /** Makes the workspace of a thread. */
  private interface WorkspaceSource {
    Workspace of(Network network, ModelSpec spec);
  }

  private Model(ModelSpec spec, Supplier<Kernels> kernels, WorkspaceSource source) {
    this.spec = spec;
    this.network = Network.of(spec);
    this.workspaces = new WorkspacePool(() -> source.of(network, spec));
    ModelSpec single = spec.withBatchSize(1);
    this.singles = new WorkspacePool(() -> source.of(network, single));
    this.layout = StateLayout.of(spec, network);
    this.server = new ServerStep(spec, kernels);
    this.format =
        UpdateFormat.of(
            spec.updates().encoding(), spec.updates().privacy().isPresent(), network.parameters());
  }

  public static Model of(ModelSpec spec) {
    return of(spec, KernelPath.fastest());
  }

  public static Model of(ModelSpec spec, KernelPath path) {
    return of(spec, path::newKernels);
  }

  /**
   * @param kernels gives each thread that runs the model kernels of its own
   */
  public static Model of(ModelSpec spec, Supplier<Kernels> kernels) {
    return new Model(
        spec, kernels, (network, batch) -> new Workspace(network, batch, kernels.get()));
  }

  /**
   * A model whose networks someone else computes: its updates and evaluations have other bytes than
   * those of the reproducible kernels. What combines updates stays as it is.
   *
   * @param networks gives each thread that runs the model a network of its own, for the batch size
   *     of the specification that it is given
   */
  public static Model external(ModelSpec spec, Function<ModelSpec, ExternalNetwork> networks) {
    Supplier<Kernels> kernels = KernelPath.fastest()::newKernels;
    return new Model(
        spec,
        kernels,
        (network, batch) -> new Workspace(network, batch, kernels.get(), networks.apply(batch)));
  }

  public ModelSpec spec() {
    return spec;
  }

  WorkspacePool workspaces() {
    return workspaces;
  }

  /** For one example at a time. */
  WorkspacePool singles() {
    return singles;
  }

  /** How updates are written. */
  public UpdateFormat format() {
    return format;
  }

  public int stateBytes() {
    return layout.bytes();
  }

  /** Bytes of an update, at most where its content decides. */
  public int updateBytes() {
    return format.bytesPerUpdate();
  }

  /** The state before the first round: He-uniform weights from the seed, biases zero. */
  public byte[] init(Hash effectiveSeed) {
    return layout.encode(layout.first(network.initialise(effectiveSeed)));
  }

  /** Why these bytes cannot be a state of this model; empty if they can. */
  public Optional<String> rejectState(byte[] state) {
    return layout.reject(state);
  }

  /**
   * The parts of a state.
   *
   * @throws IllegalArgumentException if the state does not fit
   */
  public ModelState read(byte[] state) {
    return layout.decode(state);
  }

  /**
   * The states before the rounds from the one on in which residuals last began anew, in order,
   * without this one; empty for tasks whose units depend on their state alone.
   *
   * @throws IllegalArgumentException if the state has not the bytes of one
   */
  public List<BlobId> earlierStates(byte[] state) {
    require(layout.rejectLength(state));
    return layout.trail().read(state);
  }

  /**
   * The state before round 0 of parameters from elsewhere.
   *
   * @param parameters as float32, little-endian
   * @throws IllegalArgumentException if they do not fit
   */
  public byte[] stateOf(byte[] parameters) {
    int expected = Math.multiplyExact(network.parameters(), Float.BYTES);
    if (parameters.length != expected)
      throw new IllegalArgumentException(
          "the parameters have %d bytes, expected %d".formatted(parameters.length, expected));
    byte[] state = Arrays.copyOf(parameters, layout.bytes());
    requireState(state);
    return state;
  }

  /** Why these bytes cannot be an update of this model; empty if they can. */
  public Optional<String> rejectUpdate(byte[] update) {
    return spec.updates().equals(UpdateSpec.PLAIN) ? rejectPlain(update) : format.reject(update);
  }

  private Optional<String> rejectPlain(byte[] update) {
    int expected = updateBytes();
    if (update.length != expected)
      return Optional.of("update has %d bytes, expected %d".formatted(update.length, expected));
    ByteBuffer values = Float32.view(update);
    for (int i = 0; i < expected / Float.BYTES; i++) {
      float value = values.getFloat();
      if (!Float.isFinite(value))
        return Optional.of(
            "update is not finite: %s at %s"
                .formatted(value, i < network.parameters() ? network.describe(i) : "the loss"));
    }
    return Optional.empty();
  }

  /** The mean training loss that an update reports. */
  public float loss(byte[] update) {
    return format.loss(update);
  }

  /**
   * The state after a round whose combination needs nothing but the updates: by the plain mean.
   *
   * @throws IllegalArgumentException if state or an update does not fit, one is missing, or the
   *     task's server does more than that
   */
  public byte[] combine(byte[] state, List<byte[]> updates) {
    if (!spec.server().equals(ServerSpec.PLAIN)
        || !(spec.aggregation() instanceof AggregationSpec.Mean)
        || layout.trail().places() > 0)
      throw new IllegalArgumentException("the task's rounds are combined by seed and round");
    return combine(state, CombineRound.of(Hash.ZERO, 0), updates);
  }

  /**
   * The state after a round, as {@link ServerStep} makes it. The losses do not enter.
   *
   * @param updates those of all slots in their order; in a federated task of those that came, at
   *     least {@link ModelSpec#leastUpdates}
   * @throws IllegalArgumentException if state or an update does not fit, one is missing, or the
   *     rule's trusted update is
   */
  public byte[] combine(byte[] state, CombineRound round, List<byte[]> updates) {
    ModelState next = layout.decode(state);
    if (updates.size() < spec.leastUpdates() || updates.size() > spec.slots())
      throw new IllegalArgumentException(
          "a round has %s updates, not %d"
              .formatted(
                  spec.leastUpdates() == spec.slots()
                      ? String.valueOf(spec.slots())
                      : spec.leastUpdates() + " to " + spec.slots(),
                  updates.size()));
    List<float[]> changes = new ArrayList<>();
    for (byte[] update : updates) {
      require(rejectUpdate(update));
      changes.add(format.changes(update));
    }
    server.apply(next, round, changes);
    byte[] after = layout.encode(next);
    layout.trail().write(state, round.round(), after);
    return after;
  }

  /**
   * Scores a state on data.
   *
   * @throws IllegalArgumentException if the state does not fit
   */
  public Evaluation evaluate(byte[] state, Dataset data) {
    return examine(state, data, Examination::evaluation);
  }

  /**
   * All figures of a state on data that suit the task; {@link #evaluate} is quicker.
   *
   * @throws IllegalArgumentException if the state does not fit
   */
  public MetricReport measure(byte[] state, Dataset data) {
    return examine(state, data, Examination::report);
  }

  private <T> T examine(byte[] state, Dataset data, Function<Examination, T> question) {
    requireState(state);
    return workspaces.lend(workspace -> {
      Float32.read(state, workspace.parameters());
      return question.apply(new Examination(workspace, spec.loss(), data));
    });
  }

  /**
   * Applies a state to one input.
   *
   * @param features one row, scaled to [0, 1] as the training data was
   * @throws IllegalArgumentException if state or input does not fit
   */
  public Classification classify(byte[] state, float[] features) {
    requireState(state);
    if (features.length != spec.dataset().features())
      throw new IllegalArgumentException(
          "the input has %d values, the model takes %d"
              .formatted(features.length, spec.dataset().features()));
    return workspaces.lend(workspace -> {
      Float32.read(state, workspace.parameters());
      System.arraycopy(features, 0, workspace.features(), 0, features.length);
      workspace.forward();
      return new Classification(workspace.predicted(0), workspace.probabilities(0));
    });
  }

  /**
   * Where a byte of a state belongs, such as {@code layer 0 weights, row 17, column 3}.
   *
   * @throws IllegalArgumentException if a state has no such byte
   */
  public String describe(long offset) {
    if (offset < 0 || offset >= stateBytes())
      throw new IllegalArgumentException(
          "a state has %d bytes, none at %d".formatted(stateBytes(), offset));
    return layout.describe((int) (offset / Float.BYTES));
  }

  void requireState(byte[] state) {
    require(rejectState(state));
  }

  private static void require(Optional<String> problem) {
    problem.ifPresent(text -> {
      throw new IllegalArgumentException(text);
    });
  }
}
