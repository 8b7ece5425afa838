package io.pouw.node.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.pouw.primitives.Hash;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class BusTest {
  @Test
  void aTopicsFirstWordSaysWhereItArrives() {
    assertEquals("network.in.work", Bus.incoming("work"));
    assertEquals("network.in.work", Bus.incoming("work/round/7"));
  }

  @Test
  void aValueTravelsWithinTheProcessByReferenceAndSoDoesTheAnswer() throws TimeoutException {
    Vertx vertx = Vertx.vertx();
    try {
      LocalCodec.install(vertx);
      var question = new BuildBlock(7, Hash.ZERO);
      vertx.eventBus().<BuildBlock>localConsumer("there", message -> message.reply(message.body()));
      Object answer =
          vertx.eventBus().request("there", question).await(10, TimeUnit.SECONDS).body();
      assertSame(question, answer);
    } finally {
      vertx.close().await(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void nothingLocalCrossesTheProcessBoundary() {
    var codec = new LocalCodec();
    Buffer wire = Buffer.buffer();
    assertThrows(UnsupportedOperationException.class, () -> codec.encodeToWire(wire, Hash.ZERO));
    assertThrows(UnsupportedOperationException.class, () -> codec.decodeFromWire(0, wire));
  }
}
