package io.pouw.storage;

import io.pouw.primitives.CodecException;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;

/**
 * A final block as it is kept.
 *
 * @param height from 0
 * @param blockId its name
 * @param block its encoding, at most {@value #MAX_BLOCK_BYTES} bytes
 * @param certificate the encoding of its finality certificate, at most {@value
 *     #MAX_CERTIFICATE_BYTES} bytes; none if a descendant's certificate finalised it
 */
public record FinalizedRecord(long height, Hash blockId, byte[] block, byte[] certificate)
    implements Encodable {
  public static final int MAX_BLOCK_BYTES = 64 << 20;
  public static final int MAX_CERTIFICATE_BYTES = 4 << 20;

  public FinalizedRecord {
    if (height < 0) throw new IllegalArgumentException("negative height " + height);
    if (block.length > MAX_BLOCK_BYTES)
      throw new IllegalArgumentException(
          "a block of " + block.length + " bytes, over " + MAX_BLOCK_BYTES);
    if (certificate.length > MAX_CERTIFICATE_BYTES)
      throw new IllegalArgumentException(
          "a certificate of " + certificate.length + " bytes, over " + MAX_CERTIFICATE_BYTES);
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws CodecException if it is something else
   */
  static FinalizedRecord decode(Decoder in) {
    return new FinalizedRecord(
        in.u63(), in.hash(), in.bytes(MAX_BLOCK_BYTES), in.bytes(MAX_CERTIFICATE_BYTES));
  }

  @Override
  public void encode(Encoder out) {
    out.i64(height).hash(blockId).bytes(block).bytes(certificate);
  }
}
