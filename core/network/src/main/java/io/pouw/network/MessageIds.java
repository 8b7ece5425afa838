package io.pouw.network;

import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;
import java.util.concurrent.atomic.AtomicLong;

/** Ids for messages of this node that no signature names: its instance and a number. */
final class MessageIds {
  private static final byte[] PADDING = new byte[Hash.BYTES - 2 * Long.BYTES];

  private final long instance;
  private final AtomicLong last = new AtomicLong();

  MessageIds(long instance) {
    this.instance = instance;
  }

  Hash next() {
    return Hash.of(
        new Encoder(Hash.BYTES).i64(instance).i64(last.incrementAndGet()).fixed(PADDING).toBytes());
  }
}
