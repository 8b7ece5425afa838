package io.pouw.consensus;

import io.pouw.primitives.Encoder;

/** A vote. */
public record VoteMessage(Vote vote) implements ConsensusMessage {
  @Override
  public void encodeBody(Encoder out) {
    out.put(vote);
  }
}
