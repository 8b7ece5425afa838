package io.pouw.learning;

import io.pouw.primitives.Hash;
import java.util.Optional;

/**
 * What combining may know besides the state and the updates.
 *
 * @param effectiveSeed of the task
 * @param round from 0
 * @param root the update of {@link TrustedRoot}, for the rule that needs one
 */
public record CombineRound(Hash effectiveSeed, int round, Optional<float[]> root) {
  /** A round of a task without trusted data. */
  public static CombineRound of(Hash effectiveSeed, int round) {
    return new CombineRound(effectiveSeed, round, Optional.empty());
  }
}
