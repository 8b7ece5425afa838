package io.pouw.learning.network;

import io.pouw.learning.kernel.Kernels;
import io.pouw.learning.spec.LayerSpec;
import io.pouw.learning.spec.ModelSpec;
import io.pouw.learning.spec.Shape;
import io.pouw.primitives.Hash;
import java.util.ArrayList;
import java.util.List;

/**
 * A network's layers at work on a batch, micro-batch after micro-batch: forward, loss and backward
 * of some examples, then of the next ones. All that lies between the layers then stays in the
 * second cache, where of a whole batch of sequences it would go out to memory and back. No bit
 * depends on it, as each sum over examples goes on where the micro-batch before left it.
 */
final class BatchPass implements BatchComputation {
  /**
   * Vectors that a micro-batch has at least, for each thread: with fewer, the weights and their
   * gradients are read too often.
   */
  private static final int VECTORS = 256;

  /** Of the whole batch. */
  private final Signal features;

  private final Signal outputs;
  private final float[] targets;

  /** Of a micro-batch; where that is the whole batch, the same as above. */
  private final Signal input;

  private final Signal answers;
  private final List<Layer.Pass> passes;
  private final LossFunction loss;

  /**
   * @param rows of a micro-batch: a divisor of the batch; all of it where the layers do not divide
   * @param descent begun only where a micro-batch is the batch
   */
  BatchPass(
      Network network,
      ModelSpec spec,
      int rows,
      Kernels kernels,
      float[] parameters,
      float[] gradients,
      Descent descent) {
    int batch = spec.batchSize();
    features = Signal.ofInput(batch, network.input());
    input = rows == batch ? features : Signal.ofInput(rows, network.input());
    passes = passes(network, new Layer.Binding(input, parameters, gradients, 0, kernels, descent));
    answers = passes.getLast().output();
    outputs = rows == batch ? answers : Signal.between(batch, answers.shape());
    loss = new LossFunction(spec.loss(), kernels);
    targets = new float[loss.answers(outputs)];
  }

  private static List<Layer.Pass> passes(Network network, Layer.Binding binding) {
    if (!(network.input() instanceof Shape.Image image)) return network.chain().bind(binding);
    List<Layer.Pass> passes = new ArrayList<>();
    passes.add(new LayoutLayer(image, true).bind(binding));
    passes.addAll(network.chain().bind(binding.with(passes.getFirst().output(), 0)));
    return List.copyOf(passes);
  }

  /**
   * The rows of a micro-batch that are fast: the fewest that divide the batch and have vectors
   * enough. Examples that are one vector each are not worth dividing: they need less room than the
   * weights.
   */
  static int rows(Network network, ModelSpec spec, Kernels kernels) {
    int batch = spec.batchSize();
    int length = 1;
    for (LayerSpec layer : spec.layers())
      if (layer.output() instanceof Shape.Sequence(int positions, int _))
        length = Math.max(length, positions);
    if (length == 1 || !network.chain().divides()) return batch;
    int least = Math.ceilDiv(VECTORS * kernels.team().size(), length);
    int rows = Math.min(least, batch);
    while (batch % rows != 0) rows++;
    return rows;
  }

  @Override
  public Signal features() {
    return features;
  }

  @Override
  public Signal outputs() {
    return outputs;
  }

  @Override
  public float[] targets() {
    return targets;
  }

  @Override
  public LossFunction loss() {
    return loss;
  }

  @Override
  public void begin(Hash unitSeed) {
    for (Layer.Pass pass : passes) pass.begin(unitSeed);
  }

  @Override
  public double differentiate() {
    int perRow = targets.length / features.rows();
    float share = 1f / targets.length;
    double sum = 0;
    for (int row = 0; row < features.rows(); row += input.rows()) {
      forward(row, true);
      sum = loss.backward(answers, targets, row * perRow, share, sum);
      for (int i = passes.size() - 1; i >= 0; i--) passes.get(i).backward(row > 0);
    }
    return sum;
  }

  @Override
  public void forward() {
    for (int row = 0; row < features.rows(); row += input.rows()) {
      forward(row, false);
      float[] made = answers.values();
      if (answers != outputs)
        System.arraycopy(made, 0, outputs.values(), made.length / input.rows() * row, made.length);
    }
  }

  private void forward(int row, boolean training) {
    float[] read = input.values();
    if (input != features)
      System.arraycopy(features.values(), read.length / input.rows() * row, read, 0, read.length);
    for (int i = 0; i < passes.size(); i++) passes.get(i).forward(training);
  }
}
