package io.pouw.consensus;

import io.pouw.primitives.Decoder;
import io.pouw.primitives.Domain;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;

/** A block with nothing in it but a number. */
record TestBlock(Hash parent, long height, long view, int content) implements Candidate, Encodable {
  static final TestBlock GENESIS = new TestBlock(Hash.ZERO, 0, 0, 0);

  static TestBlock on(Candidate parent, long view) {
    return new TestBlock(parent.id(), parent.height() + 1, view, 0);
  }

  TestBlock twin() {
    return new TestBlock(parent, height, view, content + 1);
  }

  static TestBlock decode(byte[] bytes) {
    return Decoder.whole(bytes, in -> new TestBlock(in.hash(), in.u63(), in.u63(), in.u32()));
  }

  @Override
  public void encode(Encoder out) {
    out.hash(parent).i64(height).i64(view).u32(content);
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
