package io.pouw.task.tribuo.spec;

import io.pouw.learning.spec.JsonFields;
import io.pouw.task.tribuo.spec.Algorithm.Descent;
import io.pouw.task.tribuo.spec.Algorithm.Kernel;
import io.pouw.task.tribuo.spec.Algorithm.LinearLoss;
import java.util.List;
import java.util.Optional;

/** Reads the field {@code algorithm}. */
final class AlgorithmReader {
  private static final List<String> TYPES =
      List.of("cart", "random_forest", "linear_model", "k_means", "one_class_svm");
  private static final int DEFAULT_DEPTH = 16;
  private static final int DEFAULT_SPLIT_ROWS = 2;

  private final JsonFields in;

  AlgorithmReader(JsonFields in) {
    this.in = in;
  }

  Optional<Algorithm> read(Optional<TaskKind> kind) {
    Optional<String> type = in.text("type", 64);
    if (type.isEmpty()) return Optional.empty();
    Optional<? extends Algorithm> algorithm =
        switch (type.get()) {
          case "cart" -> trees(false);
          case "random_forest" -> trees(true);
          case "linear_model" -> linear(kind);
          case "k_means" -> in.integer("clusters", 2, Bounds.CLUSTERS).map(Algorithm.KMeans::new);
          case "one_class_svm" -> svm();
          default -> {
            in.unknown("type", type.get(), TYPES);
            yield Optional.empty();
          }
        };
    if (TYPES.contains(type.get())) {
      in.close();
      kind.ifPresent(k -> checkKind(type.get(), k));
    }
    return algorithm.map(Algorithm.class::cast);
  }

  private void checkKind(String type, TaskKind kind) {
    List<String> fitting =
        switch (kind) {
          case CLASSIFICATION, REGRESSION -> List.of("cart", "random_forest", "linear_model");
          case CLUSTERING -> List.of("k_means");
          case ANOMALY_DETECTION -> List.of("one_class_svm");
        };
    if (!fitting.contains(type))
      in.problem(
          "type",
          "is \"%s\", expected for %s: %s"
              .formatted(type, kind.word(), String.join(", ", fitting)));
  }

  private Optional<Algorithm> trees(boolean forest) {
    var perUnit =
        forest ? in.integer("trees_per_unit", 1, Bounds.TREES_PER_UNIT, 1) : Optional.of(1);
    var depth = in.integer("max_depth", 1, Bounds.TREE_DEPTH, DEFAULT_DEPTH);
    var splitRows = in.integer("min_split_rows", 2, Bounds.ROWS, DEFAULT_SPLIT_ROWS);
    var features = forest ? in.integer("features_per_split", 0, Bounds.COLUMNS, 0) : Optional.of(0);
    if (perUnit.isEmpty() || depth.isEmpty() || splitRows.isEmpty() || features.isEmpty())
      return Optional.empty();
    return Optional.of(
        new Algorithm.Trees(forest, perUnit.get(), depth.get(), splitRows.get(), features.get()));
  }

  private Optional<Algorithm> linear(Optional<TaskKind> kind) {
    var loss = in.choice("loss", LinearLoss.class);
    if (loss.isPresent() && kind.isPresent() && loss.get().kind() != kind.get())
      in.problem("loss", "is one of " + loss.get().kind().word() + ", not of " + kind.get().word());
    var descent =
        in.has("optimizer") ? in.choice("optimizer", Descent.class) : Optional.of(Descent.SGD);
    var rate = in.decimal("learning_rate", 1e-6, 10);
    var decay = in.decimal("learning_rate_decay", 1e-3, 1, 1);
    var batch = in.integer("batch_size", 1, 4_096);
    var steps = in.integer("local_steps", 1, 10_000);
    if (loss.isEmpty() || descent.isEmpty() || rate.isEmpty()) return Optional.empty();
    if (decay.isEmpty() || batch.isEmpty() || steps.isEmpty()) return Optional.empty();
    return Optional.of(
        new Algorithm.LinearModel(
            loss.get(), descent.get(), rate.get(), decay.get(), batch.get(), steps.get()));
  }

  private Optional<Algorithm> svm() {
    var kernel = in.choice("kernel", Kernel.class);
    boolean polynomial = kernel.filter(Kernel.POLYNOMIAL::equals).isPresent();
    boolean linear = kernel.filter(Kernel.LINEAR::equals).isPresent();
    var nu = in.decimal("nu", 1e-3, 0.999);
    var gamma = linear ? Optional.of(0.0) : in.decimal("gamma", 0, 1e3, 0);
    var degree = polynomial ? in.integer("degree", 1, 8) : Optional.of(1);
    var coef0 = polynomial ? in.decimal("coef0", -1e3, 1e3, 0) : Optional.of(0.0);
    var sample = in.integer("sample_rows", 2, Bounds.SVM_SAMPLE);
    if (kernel.isEmpty() || nu.isEmpty() || gamma.isEmpty()) return Optional.empty();
    if (degree.isEmpty() || coef0.isEmpty() || sample.isEmpty()) return Optional.empty();
    return Optional.of(
        new Algorithm.OneClassSvm(
            kernel.get(), nu.get(), gamma.get(), degree.get(), coef0.get(), sample.get()));
  }
}
