package io.pouw.node.api;

import io.vertx.core.json.JsonObject;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What a client of an event stream sees: texts, and how it was closed. */
public final class StreamClient implements WebSocket.Listener {
  final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
  public final CompletableFuture<String> closed = new CompletableFuture<>();
  private final StringBuilder text = new StringBuilder();
  private final boolean reads;

  public StreamClient(boolean reads) {
    this.reads = reads;
  }

  @Override
  public void onOpen(WebSocket socket) {
    if (reads) socket.request(Long.MAX_VALUE);
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
    text.append(part);
    if (last) {
      texts.add(text.toString());
      text.setLength(0);
    }
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
    closed.complete(code + " " + reason);
    return null;
  }

  /** How many events have come and were not asked for yet. */
  public int waiting() {
    return texts.size();
  }

  /** The next event; fails when none comes. */
  public JsonObject next() throws InterruptedException {
    String event = texts.poll(20, TimeUnit.SECONDS);
    if (event == null) throw new AssertionError("no event in 20 s");
    return new JsonObject(event);
  }

  /** The next event if it is there within the time. */
  public boolean hears(long ms) throws InterruptedException {
    return texts.poll(ms, TimeUnit.MILLISECONDS) != null;
  }
}
