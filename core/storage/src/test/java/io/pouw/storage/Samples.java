package io.pouw.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.pouw.primitives.Domain;
import io.pouw.primitives.Hash;
import io.pouw.storage.StorageException.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.function.Executable;

/** Values that the tests of this package share. */
final class Samples {
  static final Hash CHAIN = Hash.of(Domain.GENESIS, text("a chain"));

  private Samples() {}

  static byte[] text(String value) {
    return value.getBytes(StandardCharsets.UTF_8);
  }

  static String text(byte[] value) {
    return new String(value, StandardCharsets.UTF_8);
  }

  static byte[] random(long seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  static Hash blockId(long height) {
    return Hash.of(Domain.BLOCK, ByteBuffer.allocate(8).putLong(height).array());
  }

  /** A block whose content follows from its height. */
  static FinalizedRecord block(long height) {
    return new FinalizedRecord(
        height, blockId(height), random(height, 2_000), text("certificate " + height));
  }

  /** A counter in the state and a line in an index, both following from the height. */
  static StateChange change(long height) {
    return new StateChange(
        List.of(Change.put(text("height"), text(Long.toString(height)))),
        List.of(Change.put(text("line " + height), blockId(height).toBytes())));
  }

  static StorageException assertFails(Reason reason, Executable action) {
    var failure = assertThrows(StorageException.class, action);
    assertEquals(reason, failure.reason(), failure.getMessage());
    return failure;
  }
}
