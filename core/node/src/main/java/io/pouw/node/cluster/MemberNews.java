package io.pouw.node.cluster;

import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;

/**
 * What a member tells the others twice a second.
 *
 * @param member its name in the cluster
 * @param capacity units at once, 0 to 4,096
 * @param running units that it works on
 */
record MemberNews(String member, MemberKind kind, int capacity, int running) implements Encodable {
  static final int MAX_NAME_BYTES = 160;
  private static final int MAX_CAPACITY = 4_096;

  MemberNews {
    if (capacity < 0 || capacity > MAX_CAPACITY)
      throw new IllegalArgumentException("capacity " + capacity + ", expected 0 to 4096");
  }

  static MemberNews decode(Decoder in) {
    String member = in.text(MAX_NAME_BYTES);
    MemberKind kind = in.constant(MemberKind.values());
    int capacity = in.u32();
    if (capacity > MAX_CAPACITY) throw in.error("a capacity of " + capacity);
    return new MemberNews(member, kind, capacity, in.u32());
  }

  @Override
  public void encode(Encoder out) {
    out.text(member).constant(kind).u32(capacity).u32(running);
  }
}
