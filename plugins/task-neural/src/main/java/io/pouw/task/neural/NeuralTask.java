package io.pouw.task.neural;

import io.pouw.learning.Evaluation;
import io.pouw.learning.Model;
import io.pouw.learning.Training;
import io.pouw.learning.TrustedRoot;
import io.pouw.learning.data.Dataset;
import io.pouw.learning.kernel.Transcendental;
import io.pouw.learning.metric.MetricReport;
import io.pouw.learning.network.ExternalNetwork;
import io.pouw.learning.spec.DatasetSpec;
import io.pouw.learning.spec.FederatedSpec;
import io.pouw.learning.spec.Loss;
import io.pouw.learning.spec.ModelSpec;
import io.pouw.learning.spec.SpecException;
import io.pouw.plugin.Figures;
import io.pouw.plugin.Prediction;
import io.pouw.plugin.Scores;
import io.pouw.plugin.TaskPlan;
import io.pouw.plugin.TaskProgram;
import io.pouw.plugin.TaskType;
import io.pouw.plugin.TensorBackend;
import io.pouw.plugin.TensorProgram;
import io.pouw.primitives.Hash;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.pf4j.Extension;

/**
 * The task type {@code neural}: trains a network by federated averaging or gradient by gradient.
 * The specification is that of {@link ModelSpec}; the parts of the data are those of {@link
 * DataParts}.
 */
@Extension
public final class NeuralTask implements TaskType {
  private static final double NANO = 1e9;
  private static final String SCHEMA = "task-neural.schema.json";

  private final Optional<TensorBackend> backend;

  /** On the reproducible kernels. */
  public NeuralTask() {
    this(Optional.empty());
  }

  private NeuralTask(Optional<TensorBackend> backend) {
    this.backend = backend;
  }

  @Override
  public Optional<TaskType> on(TensorBackend other) {
    return Optional.of(new NeuralTask(Optional.of(other)));
  }

  @Override
  public String name() {
    return "neural";
  }

  /**
   * To be raised whenever the same inputs would give other bytes than before; on a backend it names
   * that, whose bytes are others.
   */
  @Override
  public String version() {
    return backend
        .map(each -> "1 on %s, %s".formatted(each.version(), each.reproducibility().words()))
        .orElse("1");
  }

  @Override
  public List<String> problems(byte[] spec) {
    try {
      ModelSpec _ = ModelSpec.parse(spec);
      return List.of();
    } catch (SpecException e) {
      return e.problems();
    }
  }

  /** That of {@code api-spec/task-neural.schema.json}. */
  @Override
  public Optional<String> schema() {
    try (InputStream in = NeuralTask.class.getResourceAsStream(SCHEMA)) {
      if (in == null) throw new IllegalStateException("the plugin is damaged: no " + SCHEMA);
      return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public TaskPlan plan(byte[] spec, Map<String, byte[]> training) {
    ModelSpec model = ModelSpec.parse(spec);
    Optional<Dataset> _ = DataParts.trusted(model, training);
    if (model.server().federated()) return FederatedProgram.plan(new FederatedSpec(model));
    return NeuralProgram.plan(model, DataParts.read(model, training));
  }

  @Override
  public TaskProgram open(byte[] spec, Map<String, byte[]> training, Hash effectiveSeed) {
    Model model = model(spec);
    Optional<TrustedRoot> root =
        DataParts.trusted(model.spec(), training)
            .map(data -> new TrustedRoot(model, data, effectiveSeed));
    if (model.spec().server().federated()) return federated(model, training, root, effectiveSeed);
    Dataset data = DataParts.read(model.spec(), training);
    return new NeuralProgram(
        NeuralProgram.plan(model.spec(), data),
        new Training(model, data, effectiveSeed),
        root,
        effectiveSeed);
  }

  private static TaskProgram federated(
      Model model, Map<String, byte[]> parts, Optional<TrustedRoot> root, Hash effectiveSeed) {
    Map<String, byte[]> own = DataParts.own(model.spec(), parts);
    Optional<Training> training =
        own.isEmpty()
            ? Optional.empty()
            : Optional.of(new Training(model, DataParts.read(model.spec(), own), effectiveSeed));
    return new FederatedProgram(
        new FederatedSpec(model.spec()), model, training, root, effectiveSeed);
  }

  @Override
  public Scores evaluate(byte[] spec, byte[] state, Map<String, byte[]> test) {
    Model model = model(spec);
    Evaluation evaluation = model.evaluate(state, DataParts.read(model.spec(), test));
    return new Scores(evaluation.correct(), evaluation.total(), nanos(evaluation.meanLoss()));
  }

  /**
   * Of a classifier accuracy and loss, of a language model its perplexity too; of a regression the
   * coefficient of determination (at least 0) and the root of the mean squared error.
   */
  @Override
  public Figures figures(byte[] spec, Scores scores) {
    ModelSpec model = ModelSpec.parse(spec);
    double loss = scores.lossNano() / NANO;
    SequencedMap<String, Double> values = new LinkedHashMap<>();
    if (model.loss() == Loss.MEAN_SQUARED_ERROR) {
      values.put("r2", scores.accuracy());
      values.put("rmse", Math.sqrt(loss));
    } else {
      values.put("accuracy", scores.accuracy());
      values.put("log_loss", loss);
      if (model.dataset().details() instanceof DatasetSpec.Text)
        values.put("perplexity", (double) Transcendental.exp((float) loss));
    }
    return new Figures(values);
  }

  @Override
  public Figures measure(byte[] spec, byte[] state, Map<String, byte[]> test) {
    Model model = model(spec);
    MetricReport report = model.measure(state, DataParts.read(model.spec(), test));
    return new Figures(report.values(), report.confusion());
  }

  /** Rounded down; the greatest number for a loss that overflowed. */
  private static long nanos(double loss) {
    return Double.isNaN(loss) ? Long.MAX_VALUE : Math.max(0, (long) (loss * NANO));
  }

  @Override
  public List<Integer> inputShape(byte[] spec) {
    return ModelSpec.parse(spec).dataset().shape();
  }

  @Override
  public Prediction predict(byte[] spec, byte[] state, float[] input) {
    for (int i = 0; i < input.length; i++)
      if (!(input[i] >= 0f && input[i] <= 1f))
        throw new IllegalArgumentException(
            "input value %d is %s, expected 0 to 1".formatted(i, input[i]));
    var classification = model(spec).classify(state, input);
    return new Prediction(classification.label(), classification.probabilities());
  }

  @Override
  public String describe(byte[] spec, long stateOffset) {
    return model(spec).describe(stateOffset);
  }

  private Model model(byte[] spec) {
    ModelSpec parsed = ModelSpec.parse(spec);
    return backend
        .map(each -> Model.external(parsed, batch -> network(each, spec, batch.batchSize())))
        .orElseGet(() -> Model.of(parsed));
  }

  private static ExternalNetwork network(TensorBackend backend, byte[] spec, int batchSize) {
    List<String> problems = backend.problems(spec);
    if (!problems.isEmpty())
      throw new IllegalArgumentException(
          "the backend %s cannot compute this: %s"
              .formatted(backend.name(), String.join("; ", problems)));
    TensorProgram program = backend.open(spec, batchSize);
    return new ExternalNetwork() {
      @Override
      public void forward(float[] parameters, float[] features, float[] outputs) {
        program.forward(parameters, features, outputs);
      }

      @Override
      public double differentiate(
          float[] parameters,
          float[] features,
          float[] targets,
          List<float[]> dropout,
          float[] gradients) {
        return program.differentiate(parameters, features, targets, dropout, gradients);
      }
    };
  }
}
