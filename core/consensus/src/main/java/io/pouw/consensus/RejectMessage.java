package io.pouw.consensus;

import io.pouw.primitives.Encoder;

/** Tells that and why a proposal is not voted for. */
public record RejectMessage(Rejection rejection) implements ConsensusMessage {
  @Override
  public void encodeBody(Encoder out) {
    out.put(rejection);
  }
}
