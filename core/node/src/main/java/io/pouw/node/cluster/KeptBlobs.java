package io.pouw.node.cluster;

import io.pouw.primitives.BlobId;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;
import java.util.List;

/**
 * What the member that signs keeps for its tasks.
 *
 * @param member where the blobs can be had
 * @param blobs {@value #MOST_BLOBS} at most, the newest
 */
record KeptBlobs(String member, List<BlobId> blobs) implements Encodable {
  static final int MOST_BLOBS = 16_384;

  KeptBlobs {
    blobs = List.copyOf(blobs);
  }

  static KeptBlobs decode(Decoder in) {
    return new KeptBlobs(in.text(MemberNews.MAX_NAME_BYTES), in.list(MOST_BLOBS, BlobId::decode));
  }

  @Override
  public void encode(Encoder out) {
    out.text(member).list(blobs);
  }
}
