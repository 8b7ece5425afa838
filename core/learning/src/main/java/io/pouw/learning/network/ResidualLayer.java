package io.pouw.learning.network;

import io.pouw.learning.random.RandomStream;
import io.pouw.learning.spec.LayerSpec;
import io.pouw.primitives.Hash;
import java.util.List;

/**
 * y = x + f(x), where f is a chain of layers (K. He et al., "Deep residual learning for image
 * recognition", 2015). Parameters: those of the chain, layer by layer.
 */
record ResidualLayer(LayerSpec.Residual spec, Chain body) implements Layer {
  @Override
  public int parameters() {
    return body.parameters();
  }

  @Override
  public void initialise(float[] parameters, int from, RandomStream random) {
    for (Chain.Placed placed : body.layers())
      placed.layer().initialise(parameters, from + placed.from(), random);
  }

  @Override
  public boolean divides() {
    return body.divides();
  }

  @Override
  public Pass bind(Binding binding) {
    Signal input = binding.input();
    // The chain may write to its input in place, and x is still needed.
    Signal copy = Signal.like(input, input.shape());
    List<Pass> passes = body.bind(binding.with(copy, binding.from()));
    return new ResidualPass(input, copy, passes, Signal.between(input.rows(), input.shape()));
  }

  @Override
  public String describe(int index) {
    return body.describe(index);
  }

  private record ResidualPass(Signal input, Signal copy, List<Pass> passes, Signal output)
      implements Pass {
    @Override
    public void begin(Hash unitSeed) {
      for (Pass pass : passes) pass.begin(unitSeed);
    }

    @Override
    public void forward(boolean training) {
      System.arraycopy(input.values(), 0, copy.values(), 0, copy.values().length);
      for (int i = 0; i < passes.size(); i++) passes.get(i).forward(training);
      float[] made = passes.getLast().output().values();
      float[] sum = output.values();
      for (int i = 0; i < sum.length; i++) sum[i] = input.values()[i] + made[i];
    }

    @Override
    public void backward(boolean resume) {
      float[] gradient = output.gradient();
      float[] made = passes.getLast().output().gradient();
      System.arraycopy(gradient, 0, made, 0, made.length);
      for (int i = passes.size() - 1; i >= 0; i--) passes.get(i).backward(resume);
      float[] sum = input.gradient();
      for (int i = 0; i < sum.length; i++) sum[i] = gradient[i] + copy.gradient()[i];
    }
  }
}
