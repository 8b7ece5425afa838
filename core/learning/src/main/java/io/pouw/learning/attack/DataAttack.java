package io.pouw.learning.attack;

import java.util.ArrayList;
import java.util.List;

/** An attack on a worker's own data; he then trains on it as an honest worker does. */
public sealed interface DataAttack extends Attack {
  /** Every label y becomes {@code classes - 1 - y}, as in arXiv 2006.09365. */
  record LabelFlip(int classes) implements DataAttack {
    @Override
    public String type() {
      return "label_flip";
    }

    @Override
    public int label(int row, int label) {
      return classes - 1 - label;
    }

    @Override
    public void mark(int row, float[] values, int at) {}
  }

  /**
   * One row of every {@code every} gets a trigger, some features at a fixed value, and the
   * attacker's label, so that the model learns to say it wherever the trigger is (T. Gu, B.
   * Dolan-Gavitt, S. Garg, "BadNets", 2017, section 3).
   *
   * @param features the features that make up the trigger
   * @param value what they are set to
   * @param target the attacker's label
   */
  record Backdoor(List<Integer> features, float value, int target, int every)
      implements DataAttack {
    public Backdoor {
      features = List.copyOf(features);
      if (every < 1)
        throw new IllegalArgumentException("every: is " + every + ", expected 1 or more");
    }

    /**
     * A bright square of 3 x 3 in the lower right corner of a square grey image, on half of all.
     */
    public static Backdoor corner(int side, int target) {
      List<Integer> pixels = new ArrayList<>();
      for (int y = side - 4; y < side - 1; y++)
        for (int x = side - 4; x < side - 1; x++) pixels.add(y * side + x);
      return new Backdoor(pixels, 1, target, 2);
    }

    @Override
    public String type() {
      return "backdoor";
    }

    @Override
    public int label(int row, int label) {
      return row % every == 0 ? target : label;
    }

    @Override
    public void mark(int row, float[] values, int at) {
      if (row % every == 0) for (int feature : features) values[at + feature] = value;
    }
  }

  /** The label that a row gets. */
  int label(int row, int label);

  /**
   * Changes the features of a row.
   *
   * @param values holds them from {@code at} on
   */
  void mark(int row, float[] values, int at);
}
