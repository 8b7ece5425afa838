package io.pouw.benchmarks;

import io.pouw.node.bench.BenchModel;
import io.pouw.node.bench.Contender;
import io.pouw.node.bench.Field;
import java.util.List;

/** Several fields as one. */
record SideBySide(List<Field> fields) implements Field {
  SideBySide {
    fields = List.copyOf(fields);
  }

  @Override
  public List<Contender> gemm(int n) {
    return fields.stream().flatMap(field -> field.gemm(n).stream()).toList();
  }

  @Override
  public List<Contender> training(BenchModel model, int batch) {
    return fields.stream().flatMap(field -> field.training(model, batch).stream()).toList();
  }
}
