package io.pouw.learning.network;

import io.pouw.learning.kernel.DropMask;
import io.pouw.learning.kernel.Kernels;
import io.pouw.learning.spec.LayerSpec;
import io.pouw.learning.spec.ModelSpec;
import io.pouw.learning.spec.Shape;
import io.pouw.primitives.Hash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A batch on an {@link ExternalNetwork}. What is dropped out is what our own layers drop. */
final class ExternalBatch implements BatchComputation {
  private final ExternalNetwork network;
  private final Kernels kernels;
  private final float[] parameters;
  private final float[] gradients;
  private final Signal features;
  private final Signal outputs;
  private final float[] targets;
  private final LossFunction loss;
  private final List<LayerSpec.Dropout> dropouts = new ArrayList<>();
  private final List<float[]> factors = new ArrayList<>();
  private final List<DropMask> masks = new ArrayList<>();

  ExternalBatch(
      Shape input,
      ModelSpec spec,
      Kernels kernels,
      ExternalNetwork network,
      float[] parameters,
      float[] gradients) {
    this.network = network;
    this.kernels = kernels;
    this.parameters = parameters;
    this.gradients = gradients;
    features = Signal.ofInput(spec.batchSize(), input);
    outputs = Signal.between(spec.batchSize(), spec.layers().getLast().output());
    loss = new LossFunction(spec.loss(), kernels);
    targets = new float[loss.answers(outputs)];
    collect(spec.layers());
    for (LayerSpec.Dropout each : dropouts)
      factors.add(new float[spec.batchSize() * each.input().size()]);
    begin(Hash.ZERO);
  }

  private void collect(List<LayerSpec> layers) {
    for (LayerSpec layer : layers) {
      if (layer instanceof LayerSpec.Dropout dropout) dropouts.add(dropout);
      if (layer instanceof LayerSpec.Residual residual) collect(residual.body());
    }
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
    masks.clear();
    for (int i = 0; i < dropouts.size(); i++)
      masks.add(DropoutLayer.mask(unitSeed, i, dropouts.get(i).rate()));
  }

  @Override
  public double differentiate() {
    for (int i = 0; i < masks.size(); i++) draw(dropouts.get(i), masks.get(i), factors.get(i));
    return network.differentiate(parameters, features.values(), targets, factors, gradients);
  }

  /** Masks are counted in the order of a signal, which for images is place by place. */
  private void draw(LayerSpec.Dropout layer, DropMask mask, float[] into) {
    Arrays.fill(into, 1f);
    mask.advance();
    kernels.elementwise().drop(into, 0, into, 0, into.length, mask);
    if (!(layer.input() instanceof Shape.Image image)) return;
    float[] planes = into.clone();
    int rows = features.rows();
    for (int place = 0; place < image.size(); place++)
      for (int row = 0; row < rows; row++)
        into[row * image.size() + place] = planes[place * rows + row];
  }

  @Override
  public void forward() {
    network.forward(parameters, features.values(), outputs.values());
  }
}
