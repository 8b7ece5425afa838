package io.pouw.node.bus;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;

/**
 * Hands immutable values over the event bus of one process by reference. What crosses a trust
 * boundary goes through the canonical codec in {@code core/network} instead.
 */
public final class LocalCodec implements MessageCodec<Object, Object> {
  private static final String NAME = "pouw-local";

  /** Makes every value that Vert.x has no codec for travel by reference on this bus. */
  public static void install(Vertx vertx) {
    vertx.eventBus().registerCodec(new LocalCodec()).codecSelector(body -> NAME);
  }

  @Override
  public void encodeToWire(Buffer buffer, Object value) {
    throw new UnsupportedOperationException(value.getClass() + " may not leave the process");
  }

  @Override
  public Object decodeFromWire(int position, Buffer buffer) {
    throw new UnsupportedOperationException("local values may not arrive from outside");
  }

  @Override
  public Object transform(Object value) {
    return value;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public byte systemCodecID() {
    return -1;
  }
}
