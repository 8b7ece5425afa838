package io.pouw.simulation;

import io.pouw.consensus.Candidate;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Domain;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;

/**
 * A block without a ledger: its place in the chain, something that tells it from others, and
 * whether a validator that executes it finds it valid.
 */
final class SimulatedBlock implements Candidate {
  static final SimulatedBlock GENESIS = new SimulatedBlock(Hash.ZERO, 0, 0, 0, true);
  private static final int BYTES = 64;

  private final Hash parent;
  private final long height;
  private final long view;
  private final boolean valid;
  private final byte[] bytes;
  private final Hash id;

  SimulatedBlock(Hash parent, long height, long view, long content, boolean valid) {
    this.parent = parent;
    this.height = height;
    this.view = view;
    this.valid = valid;
    this.bytes =
        new Encoder(BYTES).hash(parent).i64(height).i64(view).i64(content).bool(valid).toBytes();
    this.id = Hash.of(Domain.BLOCK, bytes);
  }

  static SimulatedBlock on(Candidate parent, long view, long content, boolean valid) {
    return new SimulatedBlock(parent.id(), parent.height() + 1, view, content, valid);
  }

  static SimulatedBlock decode(byte[] bytes) {
    return Decoder.whole(
        bytes, in -> new SimulatedBlock(in.hash(), in.u63(), in.u63(), in.i64(), in.bool()));
  }

  boolean valid() {
    return valid;
  }

  @Override
  public Hash id() {
    return id;
  }

  @Override
  public Hash parent() {
    return parent;
  }

  @Override
  public long height() {
    return height;
  }

  @Override
  public long view() {
    return view;
  }

  @Override
  public byte[] toBytes() {
    return bytes;
  }

  @Override
  public String toString() {
    return "block " + id.abbreviated() + " of height " + height + ", view " + view;
  }
}
