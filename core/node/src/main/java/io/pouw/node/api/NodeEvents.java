package io.pouw.node.api;

import io.vertx.core.eventbus.EventBus;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * What the event stream carries. A part of the node publishes with {@link #publish}; from a thread
 * of any kind. Nobody listening costs nothing but the call.
 */
public final class NodeEvents {
  /** The address on the node's local event bus; messages are JSON objects with a {@code type}. */
  public static final String ADDRESS = "pouw.events";

  public static final String BLOCK = "block";
  public static final String TRANSACTION = "transaction";
  public static final String ROUND = "round";
  public static final String DRAW = "draw";
  public static final String ATTESTATION = "attestation";
  public static final String MINT = "mint";
  public static final String SLASH = "slash";
  public static final String TASK = "task";
  public static final String ALERT = "alert";
  public static final String REPUTATION = "reputation";

  /** All types, in the order of the contract. */
  public static final List<String> TYPES =
      List.of(BLOCK, TRANSACTION, ROUND, DRAW, ATTESTATION, MINT, SLASH, TASK, ALERT, REPUTATION);

  private NodeEvents() {}

  /**
   * Publishes one event on {@code address}, which is {@link #ADDRESS} or, where several nodes share
   * one Vert.x, the node's own.
   *
   * @param height of the last final block when it happened
   */
  public static void publish(
      EventBus bus, String address, String type, long height, JsonObject data) {
    bus.publish(
        address, new JsonObject().put("type", type).put("height", height).put("data", data));
  }
}
