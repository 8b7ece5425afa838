package io.pouw.network.wire;

/**
 * One message between two nodes: a header and its payload. The payload is not copied on the way
 * through; whoever hands one in may not change it afterwards.
 */
public record Frame(FrameHeader header, byte[] payload) {
  public Frame {
    if (header.payloadBytes() != payload.length)
      throw new IllegalArgumentException(
          "a header of " + header.payloadBytes() + " payload bytes before " + payload.length);
  }
}
