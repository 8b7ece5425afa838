package io.pouw.learning.network;

import io.pouw.learning.spec.LayerSpec;
import io.pouw.learning.spec.Window;
import java.util.Arrays;

/**
 * The greatest value of each window, of equals the first, or the sum of its values row by row times
 * {@code 1f / values}. Backward adds to each input, from zero, in the order of the outputs.
 */
record PoolLayer(LayerSpec.Pool spec) implements Layer {
  @Override
  public Pass bind(Binding binding) {
    return new PoolPass(spec, binding.input());
  }

  private static final class PoolPass implements Pass {
    private final Window window;
    private final boolean greatest;
    private final int height;
    private final int width;
    private final int outHeight;
    private final int outWidth;
    private final int maps;
    private final Signal input;
    private final Signal output;

    /** Where the greatest value of each window lies. */
    private final int[] chosen;

    PoolPass(LayerSpec.Pool spec, Signal input) {
      this.input = input;
      window = spec.window();
      greatest = spec.kind() == LayerSpec.Pool.Kind.MAX;
      height = spec.input().height();
      width = spec.input().width();
      outHeight = spec.output().height();
      outWidth = spec.output().width();
      maps = spec.input().channels() * input.rows();
      output = Signal.like(input, spec.output());
      chosen = new int[greatest ? output.values().length : 0];
    }

    @Override
    public Signal output() {
      return output;
    }

    @Override
    public void forward(boolean training) {
      int to = 0;
      for (int map = 0; map < maps; map++)
        for (int y = 0; y < outHeight; y++)
          for (int x = 0; x < outWidth; x++) {
            int from = corner(map, y, x);
            if (greatest) choose(from, to);
            else output.values()[to] = sum(from) * (1f / window.size());
            to++;
          }
    }

    private int corner(int map, int y, int x) {
      return (map * height + y * window.strideY()) * width + x * window.strideX();
    }

    private void choose(int from, int to) {
      float[] values = input.values();
      int best = from;
      for (int ky = 0; ky < window.height(); ky++)
        for (int kx = 0; kx < window.width(); kx++) {
          int at = from + ky * width + kx;
          if (values[at] > values[best]) best = at;
        }
      chosen[to] = best;
      output.values()[to] = values[best];
    }

    private float sum(int from) {
      float sum = 0f;
      for (int ky = 0; ky < window.height(); ky++)
        for (int kx = 0; kx < window.width(); kx++) sum += input.values()[from + ky * width + kx];
      return sum;
    }

    @Override
    public void backward() {
      if (!input.wantsGradient()) return;
      Arrays.fill(input.gradient(), 0f);
      int at = 0;
      for (int map = 0; map < maps; map++)
        for (int y = 0; y < outHeight; y++)
          for (int x = 0; x < outWidth; x++) {
            float gradient = output.gradient()[at];
            if (greatest) input.gradient()[chosen[at]] += gradient;
            else spread(corner(map, y, x), gradient * (1f / window.size()));
            at++;
          }
    }

    private void spread(int from, float share) {
      for (int ky = 0; ky < window.height(); ky++)
        for (int kx = 0; kx < window.width(); kx++)
          input.gradient()[from + ky * width + kx] += share;
    }
  }
}
