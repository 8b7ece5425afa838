package io.pouw.node.epoch;

import io.pouw.consensus.Epoch;
import io.pouw.consensus.Validator;
import io.pouw.consensus.ValidatorSet;
import io.pouw.ledger.EpochState;

/** The ledger's epochs as consensus takes them. */
public final class Epochs {
  private Epochs() {}

  /** The epoch that an engine or a follower runs. */
  public static Epoch of(EpochState state) {
    return new Epoch(
        state.number(), validators(state), state.seed(), state.firstHeight(), state.lastHeight());
  }

  /** Who certifies the epoch's blocks. */
  public static ValidatorSet validators(EpochState state) {
    return ValidatorSet.of(
        state.validators().stream().map(each -> new Validator(each.key(), each.power())).toList());
  }
}
