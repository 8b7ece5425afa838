package io.pouw.network;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Routes messages by type: first through the middleware in the order of its registration, of which
 * each may stop a message, then to the handler of its type, or to the fallback if there is none.
 * Registration is thread-safe; messages are handled on the calling thread.
 */
public final class MessageHandler {
  private final Map<String, Consumer<NetworkMessage>> handlers = new ConcurrentHashMap<>();
  private final List<Predicate<NetworkMessage>> middleware = new CopyOnWriteArrayList<>();
  private final Consumer<NetworkMessage> fallback;

  MessageHandler(Consumer<NetworkMessage> fallback) {
    this.fallback = fallback;
  }

  /** Takes the messages of one type from now on. */
  public MessageHandler handle(String type, Consumer<NetworkMessage> handler) {
    handlers.put(type, handler);
    return this;
  }

  /** Sees every message before its handler does; false stops it there. */
  public MessageHandler use(Predicate<NetworkMessage> step) {
    middleware.add(step);
    return this;
  }

  void dispatch(NetworkMessage message) {
    for (Predicate<NetworkMessage> step : middleware) if (!step.test(message)) return;
    handlers.getOrDefault(message.type(), fallback).accept(message);
  }
}
