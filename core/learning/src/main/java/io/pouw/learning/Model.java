package io.pouw.learning;

import io.pouw.learning.data.Dataset;
import io.pouw.learning.encoding.UpdateFormat;
import io.pouw.learning.kernel.KernelPath;
import io.pouw.learning.kernel.Kernels;
import io.pouw.learning.metric.MetricReport;
import io.pouw.learning.network.Network;
import io.pouw.learning.network.Workspace;
import io.pouw.learning.spec.ModelSpec;
import io.pouw.learning.spec.UpdateSpec;
import io.pouw.primitives.Hash;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A model's architecture with all that can be done without training data. The same inputs give the
 * same bytes on every machine and every {@link KernelPath}. Thread-safe.
 *
 * <p>A <em>state</em> is the parameters as float32, little-endian, layer by layer, and nothing else
 * (a dense layer: weights, inputs x units, row by row, then biases); every number is finite. An
 * <em>update</em> is the change that a unit made to each parameter, then the unit's mean training
 * loss, as {@link UpdateFormat} writes them: all as float32 little-endian unless the specification
 * says otherwise.
 */
public final class Model {
  private final ModelSpec spec;
  private final Network network;
  private final WorkspacePool workspaces;
  private final WorkspacePool singles;
  private final UpdateFormat format;

  private Model(ModelSpec spec, Supplier<Kernels> kernels) {
    this.spec = spec;
    this.network = Network.of(spec);
    this.workspaces = new WorkspacePool(() -> new Workspace(network, spec, kernels.get()));
    ModelSpec single = spec.withBatchSize(1);
    this.singles = new WorkspacePool(() -> new Workspace(network, single, kernels.get()));
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
    return new Model(spec, kernels);
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
    return network.parameters() * Float.BYTES;
  }

  /** Bytes of an update, at most where its content decides. */
  public int updateBytes() {
    return format.bytesPerUpdate();
  }

  /** The state before the first round: He-uniform weights from the seed, biases zero. */
  public byte[] init(Hash effectiveSeed) {
    return Float32.bytes(network.initialise(effectiveSeed));
  }

  /** Why these bytes cannot be a state of this model; empty if they can. */
  public Optional<String> rejectState(byte[] state) {
    return reject("state", state, stateBytes());
  }

  /** Why these bytes cannot be an update of this model; empty if they can. */
  public Optional<String> rejectUpdate(byte[] update) {
    return spec.updates().equals(UpdateSpec.PLAIN)
        ? reject("update", update, updateBytes())
        : format.reject(update);
  }

  private Optional<String> reject(String what, byte[] bytes, int expected) {
    if (bytes.length != expected)
      return Optional.of("%s has %d bytes, expected %d".formatted(what, bytes.length, expected));
    ByteBuffer values = Float32.view(bytes);
    for (int i = 0; i < expected / Float.BYTES; i++) {
      float value = values.getFloat();
      if (!Float.isFinite(value))
        return Optional.of(
            "%s is not finite: %s at %s"
                .formatted(
                    what, value, i < network.parameters() ? network.describe(i) : "the loss"));
    }
    return Optional.empty();
  }

  /** The mean training loss that an update reports. */
  public float loss(byte[] update) {
    return format.loss(update);
  }

  /**
   * The state after a round: the mean of the updates added to each parameter. Changes are added up
   * in the order of the slots, beginning with 0, then {@code fma(sum, 1f / slots, parameter)}; a
   * parameter for which that is not finite stays as it was. The losses do not enter.
   *
   * @throws IllegalArgumentException if state or an update does not fit, or one is missing
   */
  public byte[] combine(byte[] state, List<byte[]> updates) {
    requireState(state);
    if (updates.size() != spec.slots())
      throw new IllegalArgumentException(
          "a round has %d updates, not %d".formatted(spec.slots(), updates.size()));
    float[] sum = new float[network.parameters()];
    for (byte[] update : updates) {
      require(rejectUpdate(update));
      float[] change = format.changes(update);
      for (int i = 0; i < sum.length; i++) sum[i] += change[i];
    }
    float[] parameters = new float[network.parameters()];
    Float32.read(state, parameters);
    float share = 1f / spec.slots();
    for (int i = 0; i < sum.length; i++) {
      float next = Math.fma(sum[i], share, parameters[i]);
      if (Float.isFinite(next)) parameters[i] = next;
    }
    return Float32.bytes(parameters);
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
    return network.describe((int) (offset / Float.BYTES));
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
