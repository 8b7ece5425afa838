package io.pouw.task.tribuo;

import io.pouw.plugin.Figures;
import io.pouw.plugin.Scores;
import io.pouw.task.tribuo.method.Predictor;
import io.pouw.task.tribuo.spec.TaskKind;
import io.pouw.task.tribuo.table.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * Rows that were rightly told to be anomalies or none. The loss is what is missing of the
 * anomalies' F1 score to 1.
 */
final class AnomalyExamination implements Examination {
  private long found;
  private long missed;
  private long alarms;
  private long quiet;

  AnomalyExamination(Predictor model, Table test) {
    Examination.requireTargets(TaskKind.ANOMALY_DETECTION, test);
    for (int row = 0; row < test.rows(); row++) {
      boolean told = !(model.scores(test.row(row))[0] >= 0);
      boolean is = test.targets()[row] == 1;
      if (is && told) found++;
      else if (is) missed++;
      else if (told) alarms++;
      else quiet++;
    }
  }

  private static double share(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }

  private double f1() {
    return share(2 * found, 2 * found + missed + alarms);
  }

  @Override
  public Scores scores() {
    long total = found + missed + alarms + quiet;
    return new Scores(found + quiet, total, Examination.nanos(1 - f1()));
  }

  @Override
  public Figures measure() {
    SequencedMap<String, Double> values = new LinkedHashMap<>();
    values.put("accuracy", scores().accuracy());
    values.put("precision", share(found, found + alarms));
    values.put("recall", share(found, found + missed));
    values.put("f1", f1());
    values.put("false_alarm_rate", share(alarms, alarms + quiet));
    return new Figures(values, List.of(List.of(quiet, alarms), List.of(missed, found)));
  }

  static Figures figures(Scores scores) {
    SequencedMap<String, Double> values = new LinkedHashMap<>();
    values.put("accuracy", scores.accuracy());
    values.put("f1", 1 - scores.lossNano() / NANO);
    return new Figures(values);
  }
}
