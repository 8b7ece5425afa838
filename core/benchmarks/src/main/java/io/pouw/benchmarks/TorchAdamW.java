package io.pouw.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import io.pouw.learning.spec.Clipping;
import io.pouw.learning.spec.ModelSpec;
import io.pouw.learning.spec.OptimizerSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * Training in PyTorch with AdamW and clipping of the gradient's norm, put together from its
 * operators as {@code torch.optim.AdamW} and {@code torch.nn.utils.clip_grad_norm_} are; DJL has
 * neither in this form.
 */
final class TorchAdamW implements AutoCloseable {
  /** That of {@code clip_grad_norm_}. */
  private static final double NORM_EPSILON = 1e-6;

  private final PtNDManager manager;
  private final TorchNetwork network;
  private final TorchGradients autograd;
  private final AdamWRule rule;
  private final PtNDArray minusOne;
  private final List<PtNDArray> first = new ArrayList<>();
  private final List<PtNDArray> second = new ArrayList<>();
  private int steps;

  /**
   * @param parameters in our order
   */
  TorchAdamW(PtNDManager parent, ModelSpec spec, float[] parameters) {
    manager = parent.newSubManager(parent.getDevice());
    network = new TorchNetwork(manager, spec.layers(), parameters);
    autograd = new TorchGradients(network, spec.dataset().classes());
    rule = AdamWRule.of(spec.optimizer());
    minusOne = Torch.floats(manager, new float[] {-1f});
    for (TorchParameter parameter : network.parameters()) {
      first.add((PtNDArray) parameter.value().zerosLike());
      second.add((PtNDArray) parameter.value().zerosLike());
    }
  }

  /** AdamW's settings, with the bound on the gradient's norm; infinity for none. */
  private record AdamWRule(OptimizerSpec.Adam adam, double bound) {
    static AdamWRule of(OptimizerSpec spec) {
      return switch (spec) {
        case OptimizerSpec.Adam adam -> new AdamWRule(adam, Double.POSITIVE_INFINITY);
        case OptimizerSpec.Scheduled(OptimizerSpec rule, var _) -> of(rule);
        case OptimizerSpec.Clipped(OptimizerSpec rule, Clipping.Norm(float bound)) ->
            new AdamWRule(of(rule).adam, bound);
        case OptimizerSpec.Clipped _, OptimizerSpec.Sgd _ -> throw unknown(spec);
        case OptimizerSpec.Momentum _, OptimizerSpec.Nesterov _ -> throw unknown(spec);
      };
    }

    private static IllegalArgumentException unknown(OptimizerSpec spec) {
      return new IllegalArgumentException("expected Adam, clipped by norm or not, found " + spec);
    }
  }

  /** One step on a batch; gives the mean loss before it. */
  double step(float[] features, int[] labels, int rows, float learningRate) {
    try (PtNDManager step = manager.newSubManager(manager.getDevice())) {
      var pass = autograd.pass(step, input(step, features, rows), targets(step, labels), minusOne);
      steps++;
      clip(pass.gradients());
      for (int i = 0; i < pass.gradients().size(); i++)
        update(i, pass.gradients().get(i), learningRate, step);
      return -pass.meanLogarithm().toFloatArray()[0];
    }
  }

  /** The mean loss on a batch. */
  double loss(float[] features, int[] labels, int rows) {
    try (PtNDManager step = manager.newSubManager(manager.getDevice())) {
      return -autograd.meanLogarithm(input(step, features, rows), targets(step, labels))
          .toFloatArray()[0];
    }
  }

  private PtNDArray input(PtNDManager step, float[] features, int rows) {
    PtNDArray input = network.input(features, rows);
    input.attach(step);
    return input;
  }

  private static PtNDArray targets(PtNDManager step, int[] labels) {
    return Torch.indices(step, labels, labels.length, 1);
  }

  private void clip(List<PtNDArray> gradients) {
    float squares = 0;
    for (PtNDArray gradient : gradients) squares += gradient.square().sum().toFloatArray()[0];
    double factor = rule.bound / (Math.sqrt(squares) + NORM_EPSILON);
    if (factor < 1) gradients.forEach(gradient -> gradient.muli(factor));
  }

  private void update(int at, PtNDArray gradient, float rate, PtNDManager step) {
    OptimizerSpec.Adam adam = rule.adam;
    PtNDArray weights = network.parameters().get(at).value();
    PtNDArray mean = first.get(at);
    PtNDArray variance = second.get(at);
    weights.muli(1 - (double) rate * adam.weightDecay());
    mean.muli(adam.beta1()).addi(gradient.mul(1 - (double) adam.beta1()));
    variance.muli(adam.beta2()).addi(gradient.square().mul(1 - (double) adam.beta2()));
    NDArray root = variance.sqrt();
    root.attach(step);
    NDArray quotient =
        mean.div(root.divi(Math.sqrt(1 - Math.pow(adam.beta2(), steps))).addi(adam.epsilon()));
    quotient.attach(step);
    weights.subi(quotient.muli(rate / (1 - Math.pow(adam.beta1(), steps))));
  }

  @Override
  public void close() {
    manager.close();
  }
}
