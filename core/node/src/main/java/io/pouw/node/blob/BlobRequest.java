package io.pouw.node.blob;

import io.pouw.primitives.BlobId;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;

/**
 * Asks a peer for a run of a blob's chunks.
 *
 * @param firstChunk from 0
 * @param chunks 1 to {@value #MAX_CHUNKS}, so that an answer stays under 4 MiB
 */
public record BlobRequest(BlobId id, int firstChunk, int chunks) implements Encodable {
  public static final int MAX_CHUNKS = 256;

  public static BlobRequest decode(Decoder in) {
    var request = new BlobRequest(BlobId.decode(in), in.u32(), in.u32());
    if (request.chunks < 1 || request.chunks > MAX_CHUNKS)
      throw in.error("a request for " + request.chunks + " chunks, expected 1 to " + MAX_CHUNKS);
    return request;
  }

  @Override
  public void encode(Encoder out) {
    out.put(id).u32(firstChunk).u32(chunks);
  }
}
