package io.pouw.learning.kernel;

import static io.pouw.learning.kernel.VectorTranscendental.LANES;
import static io.pouw.learning.kernel.VectorTranscendental.WIDTH;
import static io.pouw.learning.kernel.VectorTranscendental.all;
import static io.pouw.learning.kernel.VectorTranscendental.load;

import io.pouw.learning.random.Philox;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Whole vectors on the Vector API; what is left at the end of a range goes to the definition, whose
 * bits are the same.
 */
final class VectorElementwise implements Elementwise {
  private static final VectorSpecies<Integer> INTS = LANES.withLanes(int.class);
  private static final int CHUNK = 512;

  private final float[] decay = new float[CHUNK];
  private final ScalarElementwise tail = new ScalarElementwise();
  private final int[] words = new int[Philox.BLOCK];

  @Override
  public void exp(float[] x, int xFrom, float[] y, int yFrom, int count) {
    int i = 0;
    for (; i <= count - WIDTH; i += WIDTH)
      VectorTranscendental.exp(load(x, xFrom + i)).intoArray(y, yFrom + i);
    tail.exp(x, xFrom + i, y, yFrom + i, count - i);
  }

  @Override
  public void log(float[] x, int xFrom, float[] y, int yFrom, int count) {
    int i = 0;
    for (; i <= count - WIDTH; i += WIDTH)
      VectorTranscendental.log(load(x, xFrom + i)).intoArray(y, yFrom + i);
    tail.log(x, xFrom + i, y, yFrom + i, count - i);
  }

  @Override
  public void tanh(float[] x, int xFrom, float[] y, int yFrom, int count) {
    int i = 0;
    for (; i <= count - WIDTH; i += WIDTH)
      VectorTranscendental.tanh(load(x, xFrom + i)).intoArray(y, yFrom + i);
    tail.tanh(x, xFrom + i, y, yFrom + i, count - i);
  }

  @Override
  public void sigmoid(float[] x, int xFrom, float[] y, int yFrom, int count) {
    int i = 0;
    for (; i <= count - WIDTH; i += WIDTH)
      VectorTranscendental.sigmoid(load(x, xFrom + i)).intoArray(y, yFrom + i);
    tail.sigmoid(x, xFrom + i, y, yFrom + i, count - i);
  }

  @Override
  public void gelu(float[] x, int xFrom, float[] y, int yFrom, int count) {
    int i = 0;
    for (; i <= count - WIDTH; i += WIDTH)
      VectorTranscendental.gelu(load(x, xFrom + i)).intoArray(y, yFrom + i);
    tail.gelu(x, xFrom + i, y, yFrom + i, count - i);
  }

  @Override
  public void sqrt(float[] x, int xFrom, float[] y, int yFrom, int count) {
    int i = 0;
    for (; i <= count - WIDTH; i += WIDTH) load(x, xFrom + i).sqrt().intoArray(y, yFrom + i);
    tail.sqrt(x, xFrom + i, y, yFrom + i, count - i);
  }

  @Override
  public void relu(float[] x, int xFrom, float[] y, int yFrom, int count) {
    int i = 0;
    for (; i <= count - WIDTH; i += WIDTH) {
      FloatVector value = load(x, xFrom + i);
      value.blend(0f, value.compare(VectorOperators.LE, 0f)).intoArray(y, yFrom + i);
    }
    tail.relu(x, xFrom + i, y, yFrom + i, count - i);
  }

  @Override
  public void reluGradient(float[] y, int yFrom, float[] dy, int dyFrom, int count) {
    int i = 0;
    for (; i <= count - WIDTH; i += WIDTH) {
      var open = load(y, yFrom + i).compare(VectorOperators.GT, 0f);
      all(0f).blend(load(dy, dyFrom + i), open).intoArray(dy, dyFrom + i);
    }
    tail.reluGradient(y, yFrom + i, dy, dyFrom + i, count - i);
  }

  @Override
  public void tanhGradient(float[] y, int yFrom, float[] dy, int dyFrom, int count) {
    int i = 0;
    for (; i <= count - WIDTH; i += WIDTH) {
      FloatVector value = load(y, yFrom + i);
      FloatVector slope = value.neg().fma(value, all(1f));
      load(dy, dyFrom + i).mul(slope).intoArray(dy, dyFrom + i);
    }
    tail.tanhGradient(y, yFrom + i, dy, dyFrom + i, count - i);
  }

  @Override
  public void sigmoidGradient(float[] y, int yFrom, float[] dy, int dyFrom, int count) {
    int i = 0;
    for (; i <= count - WIDTH; i += WIDTH) {
      FloatVector value = load(y, yFrom + i);
      FloatVector slope = value.neg().fma(value, value);
      load(dy, dyFrom + i).mul(slope).intoArray(dy, dyFrom + i);
    }
    tail.sigmoidGradient(y, yFrom + i, dy, dyFrom + i, count - i);
  }

  @Override
  public void geluGradient(float[] x, int xFrom, float[] dy, int dyFrom, int count) {
    int whole = count - count % WIDTH;
    for (int i = 0; i < whole; i += CHUNK) {
      int size = Math.min(CHUNK, whole - i);
      geluDecay(x, xFrom + i, size);
      geluSlope(x, xFrom + i, dy, dyFrom + i, size);
    }
    tail.geluGradient(x, xFrom + whole, dy, dyFrom + whole, count - whole);
  }

  private void geluDecay(float[] x, int xFrom, int count) {
    for (int i = 0; i < count; i += WIDTH)
      VectorTranscendental.geluDecay(load(x, xFrom + i)).intoArray(decay, i);
  }

  private void geluSlope(float[] x, int xFrom, float[] dy, int dyFrom, int count) {
    for (int i = 0; i < count; i += WIDTH) {
      FloatVector slope = VectorTranscendental.geluSlope(load(x, xFrom + i), load(decay, i));
      load(dy, dyFrom + i).mul(slope).intoArray(dy, dyFrom + i);
    }
  }

  @Override
  public void add(float[] x, int xFrom, float[] y, int yFrom, int count) {
    int i = 0;
    for (; i <= count - WIDTH; i += WIDTH)
      load(y, yFrom + i).add(load(x, xFrom + i)).intoArray(y, yFrom + i);
    tail.add(x, xFrom + i, y, yFrom + i, count - i);
  }

  @Override
  public void multiply(float[] x, int xFrom, float[] y, int yFrom, int count) {
    int i = 0;
    for (; i <= count - WIDTH; i += WIDTH)
      load(y, yFrom + i).mul(load(x, xFrom + i)).intoArray(y, yFrom + i);
    tail.multiply(x, xFrom + i, y, yFrom + i, count - i);
  }

  @Override
  public void scale(float factor, float[] y, int yFrom, int count) {
    int i = 0;
    for (; i <= count - WIDTH; i += WIDTH) load(y, yFrom + i).mul(factor).intoArray(y, yFrom + i);
    tail.scale(factor, y, yFrom + i, count - i);
  }

  @Override
  public void axpy(float a, float[] x, int xFrom, float[] y, int yFrom, int count) {
    FloatVector factor = all(a);
    int i = 0;
    for (; i <= count - WIDTH; i += WIDTH)
      load(x, xFrom + i).fma(factor, load(y, yFrom + i)).intoArray(y, yFrom + i);
    tail.axpy(a, x, xFrom + i, y, yFrom + i, count - i);
  }

  @Override
  public void clamp(float bound, float[] y, int yFrom, int count) {
    int i = 0;
    for (; i <= count - WIDTH; i += WIDTH) {
      FloatVector value = load(y, yFrom + i);
      value = value.blend(-bound, value.compare(VectorOperators.LT, -bound));
      value.blend(bound, value.compare(VectorOperators.GT, bound)).intoArray(y, yFrom + i);
    }
    tail.clamp(bound, y, yFrom + i, count - i);
  }

  @Override
  public void addRow(float[] row, int rowFrom, float[] y, int yFrom, int rows, int width) {
    for (int r = 0; r < rows; r++) add(row, rowFrom, y, yFrom + r * width, width);
  }

  /**
   * Columns of vectors, so that each sum stays in its register; four hide an addition's latency.
   */
  @Override
  public void sumRows(
      float[] x, int xFrom, int rows, int width, float[] into, int intoFrom, boolean resume) {
    int j = 0;
    for (; j <= width - 4 * WIDTH; j += 4 * WIDTH) {
      int to = intoFrom + j;
      FloatVector sum0 = resume ? load(into, to) : all(0f);
      FloatVector sum1 = resume ? load(into, to + WIDTH) : all(0f);
      FloatVector sum2 = resume ? load(into, to + 2 * WIDTH) : all(0f);
      FloatVector sum3 = resume ? load(into, to + 3 * WIDTH) : all(0f);
      for (int r = 0; r < rows; r++) {
        int from = xFrom + r * width + j;
        sum0 = sum0.add(load(x, from));
        sum1 = sum1.add(load(x, from + WIDTH));
        sum2 = sum2.add(load(x, from + 2 * WIDTH));
        sum3 = sum3.add(load(x, from + 3 * WIDTH));
      }
      sum0.intoArray(into, to);
      sum1.intoArray(into, to + WIDTH);
      sum2.intoArray(into, to + 2 * WIDTH);
      sum3.intoArray(into, to + 3 * WIDTH);
    }
    for (; j <= width - WIDTH; j += WIDTH) {
      FloatVector sum = resume ? load(into, intoFrom + j) : all(0f);
      for (int r = 0; r < rows; r++) sum = sum.add(load(x, xFrom + r * width + j));
      sum.intoArray(into, intoFrom + j);
    }
    if (!resume) Arrays.fill(into, intoFrom + j, intoFrom + width, 0f);
    for (int r = 0; r < rows; r++)
      for (int k = j; k < width; k++) into[intoFrom + k] += x[xFrom + r * width + k];
  }

  @Override
  public void sgd(float[] w, float[] g, int from, int count, float rate, float scale) {
    FloatVector back = all(-rate);
    int i = from;
    for (; i <= from + count - WIDTH; i += WIDTH)
      load(g, i).mul(scale).fma(back, load(w, i)).intoArray(w, i);
    tail.sgd(w, g, i, from + count - i, rate, scale);
  }

  @Override
  public void momentum(
      float[] w,
      float[] g,
      float[] v,
      int from,
      int count,
      float rate,
      float momentum,
      float scale) {
    FloatVector decay = all(momentum);
    FloatVector back = all(-rate);
    int i = from;
    for (; i <= from + count - WIDTH; i += WIDTH) {
      FloatVector velocity = load(v, i).fma(decay, load(g, i).mul(scale));
      velocity.intoArray(v, i);
      velocity.fma(back, load(w, i)).intoArray(w, i);
    }
    tail.momentum(w, g, v, i, from + count - i, rate, momentum, scale);
  }

  @Override
  public void nesterov(
      float[] w,
      float[] g,
      float[] v,
      int from,
      int count,
      float rate,
      float momentum,
      float scale) {
    FloatVector decay = all(momentum);
    FloatVector back = all(-rate);
    int i = from;
    for (; i <= from + count - WIDTH; i += WIDTH) {
      FloatVector gradient = load(g, i).mul(scale);
      FloatVector velocity = load(v, i).fma(decay, gradient);
      velocity.intoArray(v, i);
      velocity.fma(decay, gradient).fma(back, load(w, i)).intoArray(w, i);
    }
    tail.nesterov(w, g, v, i, from + count - i, rate, momentum, scale);
  }

  @Override
  public void adam(float[] w, float[] g, float[] m, float[] v, int from, int count, AdamStep step) {
    FloatVector beta1 = all(step.beta1());
    FloatVector beta2 = all(step.beta2());
    FloatVector rest1 = all(1f - step.beta1());
    FloatVector rest2 = all(1f - step.beta2());
    FloatVector scale = all(step.scale());
    FloatVector share = all(step.root());
    FloatVector epsilon = all(step.epsilon());
    FloatVector back = all(-step.rate());
    FloatVector keep = all(step.keep());
    int i = from;
    for (; i <= from + count - WIDTH; i += WIDTH) {
      FloatVector gradient = load(g, i).mul(scale);
      FloatVector first = load(m, i).fma(beta1, rest1.mul(gradient));
      first.intoArray(m, i);
      FloatVector second = load(v, i).fma(beta2, rest2.mul(gradient).mul(gradient));
      second.intoArray(v, i);
      FloatVector root = second.sqrt().fma(share, epsilon);
      first.div(root).fma(back, load(w, i).mul(keep)).intoArray(w, i);
    }
    tail.adam(w, g, m, v, i, from + count - i, step);
  }

  @Override
  public void drop(float[] x, int xFrom, float[] y, int yFrom, int count, DropMask mask) {
    int threshold = (int) mask.threshold();
    for (int i = 0; i < count; i += Philox.BLOCK) {
      VectorPhilox.fill(words, i / Philox.BLOCK, mask);
      int size = Math.min(Philox.BLOCK, count - i);
      keep(threshold, mask.factor(), x, xFrom + i, y, yFrom + i, size);
    }
  }

  private void keep(
      int threshold, float factor, float[] x, int xFrom, float[] y, int yFrom, int count) {
    int i = 0;
    for (; i <= count - WIDTH; i += WIDTH) {
      var word = IntVector.fromArray(INTS, words, i);
      var kept = word.compare(VectorOperators.UGE, threshold).cast(LANES);
      all(0f).blend(load(x, xFrom + i).mul(factor), kept).intoArray(y, yFrom + i);
    }
    for (; i < count; i++) {
      boolean kept = Integer.compareUnsigned(words[i], threshold) >= 0;
      y[yFrom + i] = kept ? x[xFrom + i] * factor : 0f;
    }
  }
}
