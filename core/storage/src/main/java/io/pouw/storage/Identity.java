package io.pouw.storage;

import io.pouw.primitives.CodecException;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a database says it is: written when it is made, compared whenever it is opened.
 *
 * @param kind such as "chain"
 * @param version of the layout of its keys and values
 * @param chain the chain that it belongs to; empty for content that belongs to none
 */
record Identity(String kind, int version, Optional<Hash> chain) {
  private static final byte[] KEY = "identity".getBytes(StandardCharsets.US_ASCII);
  private static final int MAX_KIND_BYTES = 64;

  /** Writes this identity into an empty database, or checks that of a used one. */
  void claim(Database database, StorageTrouble trouble) {
    Optional<byte[]> stored = database.get(ColumnFamily.META, KEY);
    if (stored.isEmpty()) {
      database.writes().put(ColumnFamily.META, KEY, toBytes()).writeDurably();
      return;
    }
    Identity found = read(stored.get(), trouble);
    if (!found.kind.equals(kind))
      throw trouble.foreign("holds something else, a " + found.kind + " store");
    if (found.version != version)
      throw trouble.foreign(
          "has the layout version "
              + found.version
              + ", this program reads "
              + version
              + ": use the program that wrote it, or another data folder");
    if (!found.chain.equals(chain))
      throw trouble.foreign(
          "belongs to the chain "
              + name(found.chain)
              + ", not "
              + name(chain)
              + ": check the genesis file, or use another data folder");
  }

  private byte[] toBytes() {
    return new Encoder().text(kind).u32(version).option(chain, Encoder::hash).toBytes();
  }

  private static Identity read(byte[] bytes, StorageTrouble trouble) {
    try {
      return Decoder.whole(
          bytes, in -> new Identity(in.text(MAX_KIND_BYTES), in.u32(), in.option(Decoder::hash)));
    } catch (CodecException e) {
      throw trouble.foreign("was not written by this program (" + e.getMessage() + ")");
    }
  }

  private static String name(Optional<Hash> chain) {
    return chain.map(Hash::toString).orElse("of nobody");
  }
}
