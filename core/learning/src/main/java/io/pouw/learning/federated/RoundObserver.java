package io.pouw.learning.federated;

import java.util.List;

/** Sees every round of a trial, for detectors and tests. */
@FunctionalInterface
public interface RoundObserver {
  /**
   * After a round.
   *
   * @param updates of all workers, the attackers' last; valid until it returns
   * @param aggregate what the rule made of them; valid until it returns
   */
  void round(int round, List<float[]> updates, float[] aggregate);
}
