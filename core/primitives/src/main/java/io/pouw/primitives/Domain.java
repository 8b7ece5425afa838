package io.pouw.primitives;

import java.nio.charset.StandardCharsets;

/**
 * What a hash or signature is for. The tag stands before the message, so that a signature made for
 * one purpose never counts for another.
 */
public enum Domain {
  ADDRESS("address"),
  BEACON("beacon"),
  BLOCK("block"),
  CHECKPOINT("checkpoint"),
  GENESIS("genesis"),
  NETWORK("network"),
  REVEAL("reveal"),
  SEED("seed"),
  STATE("state"),
  TASK("task"),
  TRANSACTION("transaction"),
  UNIT("unit"),
  ROUND("round"),
  VOTE("vote"),
  DRAW("draw"),
  LEADER("leader"),
  MODEL("model"),
  AUDIT("audit"),
  NOISE("noise"),
  WORKER("worker"),
  POOL("pool"),
  SCORE("score");

  private final byte[] tag;

  Domain(String name) {
    byte[] text = ("pouw/" + name + "/1").getBytes(StandardCharsets.US_ASCII);
    tag = new byte[text.length + 1];
    tag[0] = (byte) text.length;
    System.arraycopy(text, 0, tag, 1, text.length);
  }

  byte[] tag() {
    return tag;
  }
}
