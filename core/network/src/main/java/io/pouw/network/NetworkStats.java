package io.pouw.network;

import java.util.Map;

/**
 * Counts since the start of the network.
 *
 * @param peers connected now
 * @param in received, over all topics
 * @param out sent, over all topics
 * @param inByTopic received by topic; the transport's own frames count under {@code control}
 * @param outByTopic sent by topic, likewise
 * @param refusedHandshakes connections that failed in TLS, or were refused at the greeting
 * @param badFrames malformed frames and forged messages
 * @param droppedOut messages that were not sent because the peer's queue was full or it was gone
 * @param droppedIn messages that were ignored: over the rate, out of date, or unasked for
 * @param duplicates gossip messages that had come before
 * @param reconnects connections that came back after a loss
 * @param cutOff peers that were disconnected and banned
 */
public record NetworkStats(
    int peers,
    Traffic in,
    Traffic out,
    Map<String, Traffic> inByTopic,
    Map<String, Traffic> outByTopic,
    long refusedHandshakes,
    long badFrames,
    long droppedOut,
    long droppedIn,
    long duplicates,
    long reconnects,
    long cutOff) {
  /**
   * Messages and their bytes.
   *
   * @param messages how many
   * @param bytes headers and payloads, without WebSocket and TLS
   */
  public record Traffic(long messages, long bytes) {}
}
