package io.pouw.network.wire;

import io.pouw.primitives.Decoder;
import io.pouw.primitives.Domain;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;
import io.pouw.primitives.KeyPair;
import io.pouw.primitives.PublicKey;
import io.pouw.primitives.Signature;

/**
 * The payload of a {@link FrameKind#GOSSIP} frame: a message that its origin signed, so that nobody
 * who relays it can change it, and nobody who knows its id can be made to take another for it. The
 * id is the hash of chain, origin, number, topic, time and content; the signature is over the id.
 *
 * @param origin whose message it is
 * @param number tells equal messages of one moment apart
 * @param signature over the id of the frame
 * @param content the message
 */
public record Gossip(PublicKey origin, long number, Signature signature, byte[] content)
    implements Encodable {
  /** Bytes that are sent besides the content. */
  public static final int OVERHEAD = PublicKey.BYTES + Long.BYTES + Signature.BYTES + 4;

  /** Reads the payload of a frame. */
  public static Gossip decode(byte[] payload) {
    return Decoder.whole(
        payload,
        in ->
            new Gossip(
                PublicKey.decode(in), in.u63(), Signature.decode(in), in.bytes(payload.length)));
  }

  @Override
  public void encode(Encoder out) {
    out.put(origin).i64(number).put(signature).bytes(content);
  }

  /** Signs and frames a message. */
  public static Frame frame(
      KeyPair identity,
      Hash chainId,
      long number,
      String topic,
      int priority,
      long timestampMs,
      byte[] content) {
    PublicKey origin = identity.publicKey();
    Hash id = id(chainId, origin, number, topic, timestampMs, content);
    Signature signature = identity.sign(Domain.NETWORK, id.toBytes());
    var out = new Encoder(content.length + OVERHEAD);
    out.put(new Gossip(origin, number, signature, content));
    return new Frame(
        new FrameHeader(FrameKind.GOSSIP, priority, timestampMs, id, topic, out.size()),
        out.toBytes());
  }

  private static Hash id(
      Hash chainId, PublicKey origin, long number, String topic, long timestampMs, byte[] content) {
    byte[] head =
        new Encoder().hash(chainId).put(origin).i64(number).text(topic).i64(timestampMs).toBytes();
    return Hash.of(Domain.NETWORK, head, content);
  }

  /** Whether the frame's id and the signature are those of this message on this chain. */
  public boolean isGenuine(FrameHeader header, Hash chainId) {
    Hash id = id(chainId, origin, number, header.topic(), header.timestampMs(), content);
    return header.id().equals(id) && origin.verifies(Domain.NETWORK, id.toBytes(), signature);
  }
}
