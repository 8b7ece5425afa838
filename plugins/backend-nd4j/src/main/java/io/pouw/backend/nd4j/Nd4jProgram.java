package io.pouw.backend.nd4j;

import io.pouw.learning.spec.Loss;
import io.pouw.learning.spec.ModelSpec;
import io.pouw.plugin.TensorProgram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** One model for one batch size: a graph, and the way in and out of it. */
final class Nd4jProgram implements TensorProgram {
  private final ModelSpec spec;
  private final Nd4jGraph graph;

  /** What gradients are asked for. */
  private final List<String> wanted;

  Nd4jProgram(ModelSpec spec) {
    this.spec = spec;
    graph = new Nd4jGraph(spec);
    wanted = new ArrayList<>();
    for (Nd4jGraph.Parameter each : graph.parameters()) wanted.add(each.name());
    if (graph.table().isPresent()) wanted.add(Nd4jGraph.VECTORS);
  }

  @Override
  public void forward(float[] parameters, float[] features, float[] outputs) {
    Map<String, INDArray> inputs = load(parameters, features);
    for (Nd4jGraph.Dropout each : graph.dropouts())
      inputs.put(each.name(), Nd4j.ones(each.shape()));
    float[] made = values(graph.same().outputSingle(inputs, Nd4jGraph.OUTPUTS));
    System.arraycopy(made, 0, outputs, 0, made.length);
  }

  @Override
  public double differentiate(
      float[] parameters,
      float[] features,
      float[] targets,
      List<float[]> dropout,
      float[] gradients) {
    Map<String, INDArray> inputs = load(parameters, features);
    for (int i = 0; i < dropout.size(); i++) {
      Nd4jGraph.Dropout layer = graph.dropouts().get(i);
      inputs.put(layer.name(), Nd4j.create(dropout.get(i), layer.shape(), 'c'));
    }
    inputs.put(Nd4jGraph.TARGETS, targets(targets));
    var made = graph.same().calculateGradientsAndOutputs(inputs, List.of(Nd4jGraph.LOSS), wanted);
    for (Nd4jGraph.Parameter each : graph.parameters())
      each.write(values(named(made.getGradients(), each.name())), gradients);
    graph
        .table()
        .ifPresent(table ->
            scatter(table, named(made.getGradients(), Nd4jGraph.VECTORS), features, gradients));
    return named(made.getOutputs(), Nd4jGraph.LOSS).getDouble(0) * targets.length;
  }

  /** Puts the parameters into the graph; gives what else goes in. */
  private Map<String, INDArray> load(float[] parameters, float[] features) {
    for (Nd4jGraph.Parameter each : graph.parameters()) {
      float[] values = new float[each.size()];
      each.read(parameters, values);
      set(each.name(), Nd4j.create(values, each.shape(), 'c'));
    }
    Map<String, INDArray> inputs = new HashMap<>();
    if (graph.averagesSymbols()) inputs.put(Nd4jGraph.SHARES, shares(features));
    graph
        .table()
        .ifPresentOrElse(
            table -> set(Nd4jGraph.VECTORS, gather(table, parameters, features)),
            () -> inputs.put(Nd4jGraph.FEATURES, Nd4j.create(features, graph.inputShape(), 'c')));
    return inputs;
  }

  private void set(String variable, INDArray values) {
    graph.same().associateArrayWithVariable(values, variable);
  }

  private static boolean isKnown(Nd4jGraph.Table table, float symbol) {
    return symbol >= 0 && symbol < table.vocabulary();
  }

  /** The vectors of the symbols, zero for those that are absent. */
  private static INDArray gather(Nd4jGraph.Table table, float[] parameters, float[] symbols) {
    int units = table.units();
    float[] vectors = new float[symbols.length * units];
    for (int i = 0; i < symbols.length; i++)
      if (isKnown(table, symbols[i]))
        System.arraycopy(
            parameters, table.from() + ((int) symbols[i]) * units, vectors, i * units, units);
    return Nd4j.create(vectors, new long[] {symbols.length, units}, 'c');
  }

  private static void scatter(
      Nd4jGraph.Table table, INDArray gradient, float[] symbols, float[] gradients) {
    int units = table.units();
    float[] rows = values(gradient);
    Arrays.fill(gradients, table.from(), table.from() + table.vocabulary() * units, 0f);
    for (int i = 0; i < symbols.length; i++) {
      if (!isKnown(table, symbols[i])) continue;
      int at = table.from() + ((int) symbols[i]) * units;
      for (int j = 0; j < units; j++) gradients[at + j] += rows[i * units + j];
    }
  }

  /** One over the symbols that each example has. */
  private INDArray shares(float[] symbols) {
    float[] shares = new float[spec.batchSize()];
    int length = symbols.length / shares.length;
    Nd4jGraph.Table table = graph.table().orElseThrow();
    for (int row = 0; row < shares.length; row++) {
      int count = 0;
      for (int i = 0; i < length; i++) if (isKnown(table, symbols[row * length + i])) count++;
      shares[row] = 1f / Math.max(1, count);
    }
    return Nd4j.create(shares, new long[] {shares.length, 1}, 'c');
  }

  /** One row for each class answer, with a one where the class is; else the numbers. */
  private INDArray targets(float[] targets) {
    if (spec.loss() != Loss.SOFTMAX_CROSS_ENTROPY)
      return Nd4j.create(targets, new long[] {targets.length, 1}, 'c');
    int classes = graph.classes();
    float[] rows = new float[targets.length * classes];
    for (int i = 0; i < targets.length; i++)
      if (targets[i] >= 0) rows[i * classes + (int) targets[i]] = 1f;
    return Nd4j.create(rows, new long[] {targets.length, classes}, 'c');
  }

  private static INDArray named(Map<String, INDArray> made, String name) {
    return Objects.requireNonNull(made.get(name), name);
  }

  /** Row by row. */
  private static float[] values(INDArray from) {
    INDArray rows = from.ordering() == 'c' && !from.isView() ? from : from.dup('c');
    return rows.data().asFloat();
  }
}
