package io.pouw.learning.attack;

import io.pouw.learning.random.RandomStream;
import java.util.Arrays;

/**
 * An attack that sends another update than the training gave. Deterministic; attackers who collude
 * send the same.
 */
public sealed interface UpdateAttack extends Attack {
  /** The update with its sign turned, "bit flipping" in arXiv 2006.09365. */
  record SignFlip() implements UpdateAttack {
    @Override
    public String type() {
      return "sign_flip";
    }

    @Override
    public void corrupt(float[] update, AttackRound round) {
      for (int j = 0; j < update.length; j++) update[j] = -update[j];
    }
  }

  /** The update many times over. */
  record Scaled(float factor) implements UpdateAttack {
    @Override
    public String type() {
      return "scaled";
    }

    @Override
    public void corrupt(float[] update, AttackRound round) {
      for (int j = 0; j < update.length; j++) update[j] *= factor;
    }
  }

  /**
   * Noise in place of the update: the sum of 12 uniform numbers less 6, times the deviation, which
   * is near enough to a normal distribution for an attacker and needs no logarithm.
   */
  record Gaussian(float deviation) implements UpdateAttack {
    @Override
    public String type() {
      return "gaussian";
    }

    @Override
    public void corrupt(float[] update, AttackRound round) {
      var random = RandomStream.of(round.seed(), "attack " + round.attacker(), round.round());
      for (int j = 0; j < update.length; j++) {
        float sum = -6;
        for (int i = 0; i < 12; i++) sum += random.nextUnit();
        update[j] = deviation * sum;
      }
    }
  }

  /** Nothing, as a worker sends that did not work. */
  record Zero() implements UpdateAttack {
    @Override
    public String type() {
      return "zero";
    }

    @Override
    public void corrupt(float[] update, AttackRound round) {
      Arrays.fill(update, 0);
    }
  }

  /** The update with a value in its middle that is not finite: NaN, or an infinity. */
  record NonFinite(float value) implements UpdateAttack {
    public NonFinite {
      if (Float.isFinite(value))
        throw new IllegalArgumentException(value + " is finite, expected NaN or an infinity");
    }

    @Override
    public String type() {
      return Float.isNaN(value) ? "nan" : "infinite";
    }

    @Override
    public void corrupt(float[] update, AttackRound round) {
      update[update.length / 2] = value;
    }
  }

  /**
   * "A little is enough": the honest mean less z standard deviations of each coordinate, with z so
   * small that the attackers hide among the honest (G. Baruch, M. Baruch, Y. Goldberg, "A little is
   * enough: circumventing defenses for distributed learning", NeurIPS 2019, algorithm 3).
   *
   * @param z deviations; {@link #zMax} is what the paper takes
   */
  record Alie(float z) implements UpdateAttack {
    /**
     * The paper's z for so many workers: the quantile at {@code (n - f - s) / (n - f)} of the
     * normal distribution, with s = floor(n / 2 + 1) - f supporters that the attackers need.
     */
    public static Alie zMax(int workers, int byzantine) {
      double honest = workers - byzantine;
      int supporters = workers / 2 + 1 - byzantine;
      double share = (honest - supporters) / honest;
      return new Alie(NormalQuantile.of(Math.min(0.999, Math.max(0.001, share))));
    }

    @Override
    public String type() {
      return "alie";
    }

    @Override
    public void corrupt(float[] update, AttackRound round) {
      int n = round.honest().size();
      for (int j = 0; j < update.length; j++) {
        double sum = 0;
        for (float[] honest : round.honest()) sum += honest[j];
        double mean = sum / n;
        double squares = 0;
        for (float[] honest : round.honest()) squares += (honest[j] - mean) * (honest[j] - mean);
        update[j] = (float) (mean - z * Math.sqrt(squares / n));
      }
    }
  }

  /**
   * Inner product manipulation: the honest mean times -epsilon (C. Xie, O. Koyejo, I. Gupta, "Fall
   * of empires: breaking Byzantine-tolerant SGD by inner product manipulation", UAI 2019, section
   * 3.2).
   */
  record Ipm(float epsilon) implements UpdateAttack {
    @Override
    public String type() {
      return "ipm";
    }

    @Override
    public void corrupt(float[] update, AttackRound round) {
      for (int j = 0; j < update.length; j++) {
        double sum = 0;
        for (float[] honest : round.honest()) sum += honest[j];
        update[j] = (float) (-epsilon * (sum / round.honest().size()));
      }
    }
  }

  /**
   * All attackers copy one honest worker, so that his data counts for more than the others' (S.
   * Karimireddy, L. He, M. Jaggi, arXiv 2006.09365, section 3.1; the paper searches for the worker
   * who does most harm, here the setting names him). Every update sent is an honest one.
   */
  record Mimic(int victim) implements UpdateAttack {
    @Override
    public String type() {
      return "mimic";
    }

    @Override
    public void corrupt(float[] update, AttackRound round) {
      float[] copied = round.honest().get(victim % round.honest().size());
      System.arraycopy(copied, 0, update, 0, update.length);
    }
  }

  /** Whether all attackers of a round send the same, whatever their own training gave. */
  default boolean isShared() {
    return switch (this) {
      case Zero _, Alie _, Ipm _, Mimic _ -> true;
      case SignFlip _, Scaled _, Gaussian _, NonFinite _ -> false;
    };
  }

  /** Replaces what the attacker's own honest training gave by what he sends. */
  void corrupt(float[] update, AttackRound round);
}
