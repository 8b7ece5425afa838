package io.pouw.task.tribuo;

import io.pouw.task.tribuo.method.Predictor;
import io.pouw.task.tribuo.spec.TaskKind;
import io.pouw.task.tribuo.table.Schema;
import io.pouw.task.tribuo.table.Table;
import java.util.Locale;

/**
 * What a model says of each row, as CSV: of a classification the label and each label's score; of a
 * regression the value; of a clustering the cluster, from 0, and the squared distance to its
 * centre; of an anomaly detection 1 or 0 and the decision, negative for an anomaly.
 */
final class PredictionTable {
  private PredictionTable() {}

  static String of(TaskKind kind, Predictor model, Schema schema, Table table) {
    var csv = new StringBuilder();
    switch (kind) {
      case CLASSIFICATION -> {
        csv.append("prediction");
        for (String label : schema.labels()) csv.append(',').append(quoted("score_" + label));
      }
      case REGRESSION -> csv.append("prediction");
      case CLUSTERING -> csv.append("cluster,squared_distance");
      case ANOMALY_DETECTION -> csv.append("anomaly,decision");
    }
    csv.append('\n');
    for (int row = 0; row < table.rows(); row++) {
      double[] scores = model.scores(table.row(row));
      switch (kind) {
        case CLASSIFICATION -> {
          csv.append(quoted(schema.labels().get(ClassificationExamination.greatest(scores))));
          for (double score : scores) number(csv.append(','), score);
        }
        case REGRESSION -> number(csv, scores[0]);
        case CLUSTERING -> {
          int nearest = ClusteringExamination.nearest(scores);
          number(csv.append(nearest).append(','), scores[nearest]);
        }
        case ANOMALY_DETECTION -> number(csv.append(scores[0] >= 0 ? 0 : 1).append(','), scores[0]);
      }
      csv.append('\n');
    }
    return csv.toString();
  }

  private static void number(StringBuilder csv, double value) {
    csv.append(String.format(Locale.ROOT, "%.6f", value));
  }

  private static String quoted(String word) {
    boolean plain = word.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? word : '"' + word.replace("\"", "\"\"") + '"';
  }
}
