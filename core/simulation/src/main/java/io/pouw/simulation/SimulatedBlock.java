package io.pouw.simulation;

import io.pouw.consensus.Candidate;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Domain;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;

/**
 * A block without a ledger: its place in the chain, something that tells it from others, and
 * whether a validator that executes it finds it valid.
 */
record SimulatedBlock(Hash parent, long height, long view, long content, boolean valid)
    implements Candidate, Encodable {

  static final SimulatedBlock GENESIS = new SimulatedBlock(Hash.ZERO, 0, 0, 0, true);

  static SimulatedBlock on(Candidate parent, long view, long content, boolean valid) {
    return new SimulatedBlock(parent.id(), parent.height() + 1, view, content, valid);
  }

  static SimulatedBlock decode(byte[] bytes) {
    return Decoder.whole(
        bytes, in -> new SimulatedBlock(in.hash(), in.u63(), in.u63(), in.i64(), in.bool()));
  }

  @Override
  public void encode(Encoder out) {
    out.hash(parent).i64(height).i64(view).i64(content).bool(valid);
  }

  @Override
  public byte[] toBytes() {
    return Encodable.super.toBytes();
  }

  @Override
  public Hash id() {
    return Hash.of(Domain.BLOCK, toBytes());
  }
}
