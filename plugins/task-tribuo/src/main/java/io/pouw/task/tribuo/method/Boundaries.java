package io.pouw.task.tribuo.method;

import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encoder;
import io.pouw.task.tribuo.spec.Bounds;
import java.util.ArrayList;
import java.util.List;

/** One-class machines in the order of their numbers; their decisions are averaged. */
record Boundaries(List<SupportVectors> machines, KernelFunction kernel) implements Predictor {
  Boundaries {
    machines = List.copyOf(machines);
  }

  static Boundaries decode(byte[] body, int maxVectors, int features, KernelFunction kernel) {
    return Decoder.whole(
        body,
        in ->
            new Boundaries(
                in.list(Bounds.SVMS, each -> SupportVectors.decode(each, maxVectors, features)),
                kernel));
  }

  byte[] toBytes() {
    var out = new Encoder();
    out.list(machines, (encoder, machine) -> machine.encode(encoder));
    return out.toBytes();
  }

  Boundaries and(SupportVectors machine) {
    var all = new ArrayList<>(machines);
    all.add(machine);
    return new Boundaries(all, kernel);
  }

  /** As the machines see a row. */
  static float[] rounded(double[] features) {
    float[] row = new float[features.length];
    for (int i = 0; i < row.length; i++) row[i] = (float) features[i];
    return row;
  }

  @Override
  public double[] scores(double[] features) {
    float[] row = rounded(features);
    double sum = 0;
    for (SupportVectors machine : machines) sum += machine.decision(row, kernel);
    return new double[] {machines.isEmpty() ? 0 : sum / machines.size()};
  }
}
