package io.pouw.management.pool;

import io.pouw.primitives.Address;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;
import java.util.Optional;

/**
 * One stay of a worker in a pool.
 *
 * @param request with which it joined, signed by the worker
 * @param joinedHeight work in checkpoints taken in at a greater height counts for the pool
 * @param leftHeight the last height that counts; empty while it is a member
 */
public record Membership(MemberRequest request, long joinedHeight, Optional<Long> leftHeight)
    implements Encodable {
  static Membership decode(Decoder in) {
    return new Membership(MemberRequest.decode(in), in.u63(), in.option(Decoder::u63));
  }

  @Override
  public void encode(Encoder out) {
    out.put(request).i64(joinedHeight).option(leftHeight, Encoder::i64);
  }

  public Address worker() {
    return request.address();
  }

  public boolean active() {
    return leftHeight.isEmpty();
  }

  /** Whether work that a block at this height took in was done for the pool. */
  public boolean covers(long height) {
    return height > joinedHeight && (leftHeight.isEmpty() || height <= leftHeight.get());
  }

  Membership leave(long height) {
    return new Membership(request, joinedHeight, Optional.of(height));
  }
}
