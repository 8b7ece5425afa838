package io.pouw.learning.network;

import io.pouw.learning.kernel.Kernels;
import io.pouw.learning.kernel.Team;
import io.pouw.learning.random.RandomStream;
import io.pouw.learning.spec.LayerSpec;
import io.pouw.primitives.Hash;
import java.util.List;
import java.util.function.IntConsumer;

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
    // x is still needed behind the chain; an activation at its start would change it in place.
    boolean inPlace = body.layers().getFirst().layer() instanceof ActivationLayer;
    Signal start = inPlace ? Signal.like(input, input.shape()) : Signal.sharing(input);
    List<Pass> passes = body.bind(binding.with(start, binding.from()));
    return new ResidualPass(input, start, inPlace, passes, binding.kernels());
  }

  @Override
  public String describe(int index) {
    return body.describe(index);
  }

  private static final class ResidualPass implements Pass {
    /** Shorter signals are done before a second thread has woken up. */
    private static final int WORTH_SHARING = 1 << 15;

    /** A share is whole cache lines. */
    private static final int GRAIN = 16;

    private final Signal input;

    /** What the chain reads: the input's values or a copy, and a gradient of its own. */
    private final Signal start;

    private final boolean copies;
    private final List<Pass> passes;
    private final Signal output;
    private final Team team;
    private final IntConsumer addValues = this::addValues;
    private final IntConsumer addGradients = this::addGradients;

    ResidualPass(Signal input, Signal start, boolean copies, List<Pass> passes, Kernels kernels) {
      this.input = input;
      this.copies = copies;
      this.start = start;
      this.passes = passes;
      output = Signal.between(input.rows(), input.shape());
      team = output.values().length < WORTH_SHARING ? Team.ALONE : kernels.team();
    }

    @Override
    public Signal output() {
      return output;
    }

    @Override
    public void begin(Hash unitSeed) {
      for (Pass pass : passes) pass.begin(unitSeed);
    }

    @Override
    public void forward(boolean training) {
      float[] x = input.values();
      if (copies) System.arraycopy(x, 0, start.values(), 0, x.length);
      for (int i = 0; i < passes.size(); i++) passes.get(i).forward(training);
      team.run(addValues);
    }

    private void addValues(int member) {
      add(input.values(), passes.getLast().output().values(), output.values(), member);
    }

    @Override
    public void backward(boolean resume) {
      float[] gradient = output.gradient();
      float[] made = passes.getLast().output().gradient();
      System.arraycopy(gradient, 0, made, 0, made.length);
      for (int i = passes.size() - 1; i >= 0; i--) passes.get(i).backward(resume);
      if (input.wantsGradient()) team.run(addGradients);
    }

    private void addGradients(int member) {
      add(output.gradient(), start.gradient(), input.gradient(), member);
    }

    /** Sets a thread's part of the sum. */
    private void add(float[] x, float[] y, float[] sum, int member) {
      int end = team.bound(sum.length, GRAIN, member + 1);
      for (int i = team.bound(sum.length, GRAIN, member); i < end; i++) sum[i] = x[i] + y[i];
    }
  }
}
