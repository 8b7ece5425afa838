package io.pouw.management.pool;

import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;

/** Which version of a pool a node has. */
public record KnownPool(Hash id, long version, Hash digest) implements Encodable {
  static KnownPool of(SignedPool pool) {
    return new KnownPool(pool.state().id(), pool.state().version(), pool.state().digest());
  }

  static KnownPool decode(Decoder in) {
    return new KnownPool(in.hash(), in.u63(), in.hash());
  }

  @Override
  public void encode(Encoder out) {
    out.hash(id).i64(version).hash(digest);
  }
}
