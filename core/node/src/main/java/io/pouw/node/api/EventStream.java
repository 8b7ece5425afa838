package io.pouw.node.api;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.openapi.validation.ValidatedRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Passes the node's events on to WebSocket subscribers. At most {@link ApiConfig#maxSubscribers}
 * are served; one whose buffer is full is closed, so that memory stays bounded and nobody waits for
 * it. Lives on the event loop of the API.
 */
final class EventStream {
  private static final long PING_MS = 20_000;
  private static final short GOING_AWAY = 1001;

  private final Vertx vertx;
  private final ApiConfig config;
  private final List<EventSubscriber> subscribers = new ArrayList<>();
  private final MessageConsumer<JsonObject> consumer;
  private final long pingTimer;

  EventStream(Vertx vertx, ApiConfig config, String address) {
    this.vertx = vertx;
    this.config = config;
    this.consumer = vertx.eventBus().localConsumer(address, this::onEvent);
    this.pingTimer =
        vertx.setPeriodic(
            PING_MS, id -> subscribers.forEach(each -> each.ping(Buffer.buffer("pouw"))));
  }

  /** Only a request that nobody has read can be upgraded, and validation takes its time. */
  static void keepUnread(RoutingContext context) {
    if (isUpgrade(context)) context.request().pause();
  }

  /** Undoes {@link #keepUnread} for an upgrade that does not happen. */
  static void readOn(RoutingContext context) {
    if (isUpgrade(context)) context.request().resume();
  }

  private static boolean isUpgrade(RoutingContext context) {
    return "websocket".equalsIgnoreCase(context.request().getHeader("Upgrade"));
  }

  /** Handles {@code streamEvents}. */
  void open(RoutingContext context) {
    if (!isUpgrade(context))
      throw new Problem(
          Problem.Kind.UPGRADE_REQUIRED, "events are a WebSocket: send 'Upgrade: websocket'");
    if (subscribers.size() >= config.maxSubscribers())
      throw new Problem(
          Problem.Kind.UNAVAILABLE,
          "all " + config.maxSubscribers() + " event streams are taken; try again later");
    ValidatedRequest request = context.get(RouterBuilder.KEY_META_DATA_VALIDATED_REQUEST);
    Set<String> types = Set.copyOf(new Call(request).texts("types"));
    context
        .request()
        .toWebSocket()
        .onSuccess(socket -> subscribe(socket, types))
        .onFailure(context::fail);
  }

  void close() {
    vertx.cancelTimer(pingTimer);
    consumer.unregister();
    List.copyOf(subscribers).forEach(each -> each.close(GOING_AWAY, "the node stops"));
    subscribers.clear();
  }

  private void subscribe(ServerWebSocket socket, Set<String> types) {
    var subscriber = new EventSubscriber(socket, types, config.eventBufferBytes());
    subscribers.add(subscriber);
    socket.closeHandler(closed -> subscribers.remove(subscriber));
    // Nothing is expected from the client; what it sends is read and dropped.
    socket.handler(ignored -> {});
  }

  private void onEvent(Message<JsonObject> message) {
    if (subscribers.isEmpty()) return;
    String type = message.body().getString("type", NodeEvents.ALERT);
    String text = message.body().encode();
    for (EventSubscriber each : List.copyOf(subscribers))
      if (!each.offer(type, text)) subscribers.remove(each);
  }
}
