package io.pouw.network.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameAssemblerTest {
  private static final int LIMIT = 10_000;

  private static Frame frame(Random random) {
    byte[] payload = new byte[random.nextInt(LIMIT)];
    random.nextBytes(payload);
    byte[] id = new byte[Hash.BYTES];
    random.nextBytes(id);
    FrameKind[] kinds = FrameKind.values();
    var header =
        new FrameHeader(
            kinds[random.nextInt(kinds.length)],
            random.nextInt(256),
            random.nextLong() >>> 1,
            Hash.of(id),
            "ü".repeat(random.nextInt(FrameHeader.MAX_TOPIC_BYTES / 2 + 1)),
            payload.length);
    return new Frame(header, payload);
  }

  @Test
  void anyFrameComesBackFromAnyPartsInAnyOrderOfMessages() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    var assembler = new FrameAssembler(LIMIT);
    for (int i = 0; i < 200; i++) {
      Frame frame = frame(random);
      Frame back = assemble(assembler, frame, random).orElseThrow();
      assertEquals(frame.header(), back.header(), "seed " + seed);
      assertArrayEquals(frame.payload(), back.payload(), "seed " + seed);
    }
  }

  private static Optional<Frame> assemble(FrameAssembler assembler, Frame frame, Random random) {
    byte[] header = frame.header().toBytes();
    assertEquals(header.length, frame.header().headerBytes());
    var whole = Buffer.buffer(new Encoder().fixed(header).fixed(frame.payload()).toBytes());
    int at = header.length + random.nextInt(frame.payload().length + 1);
    Optional<Frame> complete = assembler.accept(whole.slice(0, at), at == whole.length());
    while (at < whole.length()) {
      int next = at + 1 + random.nextInt(whole.length() - at);
      complete = assembler.accept(whole.slice(at, next), next == whole.length());
      at = next;
    }
    return complete;
  }

  @Test
  void everyTruncationIsRefused() {
    var header = new FrameHeader(FrameKind.MESSAGE, 1, 2, Hash.ZERO, "topic", 20);
    byte[] whole = new Encoder().put(header).fixed(new byte[20]).toBytes();
    for (int length = 0; length < whole.length; length++) {
      Buffer part = Buffer.buffer(whole).slice(0, length);
      var problem =
          assertThrows(FrameException.class, () -> new FrameAssembler(LIMIT).accept(part, true));
      assertTrue(String.valueOf(problem.getMessage()).contains("truncated"));
    }
  }

  @Test
  void trailingBytesAndOversizeAreRefused() {
    var header = new FrameHeader(FrameKind.MESSAGE, 1, 2, Hash.ZERO, "topic", 20);
    byte[] longer = new Encoder().put(header).fixed(new byte[21]).toBytes();
    assertRefused("more than the 20", longer);
    var oversize = new FrameHeader(FrameKind.MESSAGE, 1, 2, Hash.ZERO, "topic", LIMIT + 1);
    assertRefused("over the limit of " + LIMIT, oversize.toBytes());
  }

  private static void assertRefused(String why, byte[] message) {
    var problem =
        assertThrows(
            FrameException.class,
            () -> new FrameAssembler(LIMIT).accept(Buffer.buffer(message), true));
    assertTrue(String.valueOf(problem.getMessage()).contains(why), problem.getMessage());
  }
}
