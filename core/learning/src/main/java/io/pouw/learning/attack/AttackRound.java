package io.pouw.learning.attack;

import io.pouw.primitives.Hash;
import java.util.List;

/**
 * What an attacker knows: the strongest see all honest updates of the round before they send
 * theirs.
 *
 * @param honest the updates of all honest workers, at least one; not to be changed
 * @param workers n, all of them
 * @param byzantine f, the attackers among them
 * @param seed for attacks that draw random numbers
 * @param round from 0
 * @param attacker which of the attackers this is, from 0
 */
public record AttackRound(
    List<float[]> honest, int workers, int byzantine, Hash seed, long round, int attacker) {
  public AttackRound {
    honest = List.copyOf(honest);
    if (honest.isEmpty()) throw new IllegalArgumentException("there are no honest updates");
    if (attacker < 0 || attacker >= byzantine || byzantine >= workers)
      throw new IllegalArgumentException(
          "attacker %d of %d among %d workers".formatted(attacker, byzantine, workers));
  }
}
