package io.pouw.task.tribuo;

import io.pouw.plugin.Figures;
import io.pouw.plugin.Scores;
import io.pouw.task.tribuo.method.Predictor;
import io.pouw.task.tribuo.spec.TaskKind;
import io.pouw.task.tribuo.spec.TribuoSpec;
import io.pouw.task.tribuo.table.Table;

/**
 * A model held against test data. Sums run over the rows in their order, so all evaluators agree to
 * the bit.
 */
sealed interface Examination
    permits ClassificationExamination,
        RegressionExamination,
        ClusteringExamination,
        AnomalyExamination {
  double NANO = 1e9;
  long PARTS = 1_000_000;

  /** The few figures that count, as integers. */
  Scores scores();

  /** All figures that the field has for it. */
  Figures measure();

  /** Examines a model. */
  static Examination of(TribuoSpec spec, Predictor model, Table test) {
    return switch (spec.kind()) {
      case CLASSIFICATION -> new ClassificationExamination(spec, model, test);
      case REGRESSION -> new RegressionExamination(model, test);
      case CLUSTERING -> new ClusteringExamination(model, test);
      case ANOMALY_DETECTION -> new AnomalyExamination(model, test);
    };
  }

  /** What {@link #scores} mean. */
  static Figures figures(TribuoSpec spec, Scores scores) {
    return switch (spec.kind()) {
      case CLASSIFICATION -> ClassificationExamination.figures(spec, scores);
      case REGRESSION -> RegressionExamination.figures(scores);
      case CLUSTERING -> ClusteringExamination.figures(scores, spec.data().hasLabel());
      case ANOMALY_DETECTION -> AnomalyExamination.figures(scores);
    };
  }

  /** Rounded down, from 0 to the greatest long. */
  static long nanos(double value) {
    return Double.isNaN(value) ? Long.MAX_VALUE : Math.max(0, (long) (value * NANO));
  }

  /** A goodness as so many parts of a million; less than nothing counts as nothing. */
  static long parts(double goodness) {
    return Math.max(0, Math.min(PARTS, (long) (goodness * PARTS)));
  }

  /** Test data that it can be held against. */
  static void requireTargets(TaskKind kind, Table test) {
    if (!test.hasTargets())
      throw new IllegalArgumentException(
          "rows: the test data has no label column, which %s is scored by".formatted(kind.word()));
  }
}
