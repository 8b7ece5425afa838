package io.pouw.network.wire;

import io.pouw.primitives.CodecException;
import io.pouw.primitives.Decoder;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts the parts of a WebSocket message together to a {@link Frame}. The first part holds the whole
 * header, whose limits are checked before the payload is allocated; each payload byte is copied
 * once. One assembler for each connection; not thread-safe.
 */
public final class FrameAssembler {
  private final int maxPayloadBytes;
  private @Nullable FrameHeader header;
  private byte[] payload = new byte[0];
  private int filled;

  public FrameAssembler(int maxPayloadBytes) {
    this.maxPayloadBytes = maxPayloadBytes;
  }

  /**
   * Takes the next part; present when it was the last of its message.
   *
   * @throws FrameException on anything that is not the protocol; the assembler is then useless
   */
  public Optional<Frame> accept(Buffer part, boolean last) {
    FrameHeader current = header;
    int at = 0;
    if (current == null) {
      int available = Math.min(part.length(), FrameHeader.MAX_BYTES);
      var decoder = new Decoder(part.getBytes(0, available));
      current = begin(decoder);
      at = available - decoder.remaining();
    }
    append(part, at);
    return last ? Optional.of(finish(current)) : Optional.empty();
  }

  private FrameHeader begin(Decoder decoder) {
    FrameHeader begun;
    try {
      begun = FrameHeader.decode(decoder);
    } catch (CodecException e) {
      throw new FrameException(CloseCode.BAD_FRAME, "header: " + e.getMessage());
    }
    if (begun.payloadBytes() > maxPayloadBytes)
      throw new FrameException(
          CloseCode.BAD_FRAME,
          "a payload of " + begun.payloadBytes() + " bytes, over the limit of " + maxPayloadBytes);
    header = begun;
    payload = new byte[begun.payloadBytes()];
    filled = 0;
    return begun;
  }

  private void append(Buffer part, int from) {
    int length = part.length() - from;
    if (length > payload.length - filled)
      throw new FrameException(
          CloseCode.BAD_FRAME,
          "more than the " + payload.length + " payload bytes that the header announced");
    if (length > 0) part.getBytes(from, part.length(), payload, filled);
    filled += length;
  }

  private Frame finish(FrameHeader finished) {
    if (filled != payload.length)
      throw new FrameException(
          CloseCode.BAD_FRAME,
          "truncated, " + filled + " of " + payload.length + " payload bytes came");
    var frame = new Frame(finished, payload);
    header = null;
    payload = new byte[0];
    return frame;
  }
}
