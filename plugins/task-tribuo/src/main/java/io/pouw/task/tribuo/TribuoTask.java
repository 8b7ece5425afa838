package io.pouw.task.tribuo;

import io.pouw.learning.spec.SpecException;
import io.pouw.plugin.Figures;
import io.pouw.plugin.Prediction;
import io.pouw.plugin.Scores;
import io.pouw.plugin.TaskPlan;
import io.pouw.plugin.TaskProgram;
import io.pouw.plugin.TaskType;
import io.pouw.primitives.Hash;
import io.pouw.task.tribuo.method.Methods;
import io.pouw.task.tribuo.method.Predictor;
import io.pouw.task.tribuo.spec.TribuoSpec;
import io.pouw.task.tribuo.table.Table;
import io.pouw.task.tribuo.table.TableReader;
import io.pouw.task.tribuo.table.TableReader.Purpose;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pf4j.Extension;

/**
 * The task type {@code tribuo}: classification, regression, clustering and anomaly detection on
 * tables of numbers and words. The data is one part, {@code rows}: CSV with a header.
 *
 * <p>Its class of reproducibility is "portable": same bytes on every machine with Java. What of
 * Tribuo is not portable is not used, see {@code docs/task-tribuo.md}.
 */
@Extension
public final class TribuoTask implements TaskType {
  private static final String SCHEMA = "task-tribuo.schema.json";
  private static final String ROWS = "rows";

  @Override
  public String name() {
    return "tribuo";
  }

  /** To be raised whenever the same inputs would give other bytes than before. */
  @Override
  public String version() {
    return "1";
  }

  @Override
  public List<String> problems(byte[] spec) {
    try {
      TribuoSpec _ = TribuoSpec.parse(spec);
      return List.of();
    } catch (SpecException e) {
      return e.problems();
    }
  }

  /** That of {@code api-spec/task-tribuo.schema.json}. */
  @Override
  public Optional<String> schema() {
    try (InputStream in = TribuoTask.class.getResourceAsStream(SCHEMA)) {
      if (in == null) throw new IllegalStateException("the plugin is damaged: no " + SCHEMA);
      return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public TaskPlan plan(byte[] spec, Map<String, byte[]> training) {
    return open(spec, training, Hash.ZERO).plan();
  }

  @Override
  public TaskProgram open(byte[] spec, Map<String, byte[]> training, Hash effectiveSeed) {
    return new TribuoProgram(TribuoSpec.parse(spec), rows(training), effectiveSeed);
  }

  private static byte[] rows(Map<String, byte[]> parts) {
    byte[] rows = parts.get(ROWS);
    if (rows == null || parts.size() != 1)
      throw new IllegalArgumentException(
          "data of the task type tribuo has the part [rows], not "
              + parts.keySet().stream().sorted().toList());
    return rows;
  }

  @Override
  public Scores evaluate(byte[] spec, byte[] state, Map<String, byte[]> test) {
    return examine(spec, state, test).scores();
  }

  private static Examination examine(byte[] json, byte[] state, Map<String, byte[]> test) {
    TribuoSpec spec = TribuoSpec.parse(json);
    ModelState model = ModelState.decode(state);
    return Examination.of(
        spec, predictor(spec, model), table(spec, model, rows(test), Purpose.TEST));
  }

  private static Predictor predictor(TribuoSpec spec, ModelState model) {
    return ModelState.checked(() -> Methods.predictor(spec, model.schema(), model.body()));
  }

  private static Table table(TribuoSpec spec, ModelState model, byte[] rows, Purpose purpose) {
    return new TableReader(spec.kind(), spec.data()).read(rows, model.schema(), purpose);
  }

  @Override
  public Optional<String> predictTable(byte[] json, byte[] state, byte[] rows) {
    TribuoSpec spec = TribuoSpec.parse(json);
    ModelState model = ModelState.decode(state);
    return Optional.of(
        PredictionTable.of(
            spec.kind(),
            predictor(spec, model),
            model.schema(),
            table(spec, model, rows, Purpose.PREDICTION)));
  }

  @Override
  public Figures figures(byte[] spec, Scores scores) {
    return Examination.figures(TribuoSpec.parse(spec), scores);
  }

  @Override
  public Figures measure(byte[] spec, byte[] state, Map<String, byte[]> test) {
    return examine(spec, state, test).measure();
  }

  /**
   * Refuses: rows of a table are no values from 0 to 1.
   *
   * @throws UnsupportedOperationException always
   */
  @Override
  public List<Integer> inputShape(byte[] spec) {
    throw tablesAlone();
  }

  /**
   * Refuses, as {@link #inputShape} does.
   *
   * @throws UnsupportedOperationException always
   */
  @Override
  public Prediction predict(byte[] spec, byte[] state, float[] input) {
    throw tablesAlone();
  }

  private static UnsupportedOperationException tablesAlone() {
    return new UnsupportedOperationException(
        "a model of type tribuo takes the rows of a table with named columns (CSV), no image");
  }

  @Override
  public Optional<String> provenance(byte[] spec, byte[] state) {
    return Optional.of(ModelState.decode(state).provenance());
  }

  @Override
  public String describe(byte[] spec, long stateOffset) {
    return "byte %d of provenance, schema and %s"
        .formatted(stateOffset, TribuoSpec.parse(spec).algorithm().word());
  }
}
