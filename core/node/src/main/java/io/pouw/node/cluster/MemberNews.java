package io.pouw.node.cluster;

import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;

/**
 * What a member tells the others twice a second.
 *
 * @param member its name in the cluster, unlike that of any other ever
 * @param name what its operator calls it
 * @param address host and port where other members can join
 * @param token with which it signs, 0 if it does not
 * @param stateSinceMs Unix time by the member's clock
 * @param capacity units at once, 0 to 4,096
 * @param running units that it works on
 */
record MemberNews(
    String member,
    String name,
    String address,
    MemberKind kind,
    MemberState state,
    long token,
    long stateSinceMs,
    int capacity,
    int running)
    implements Encodable {
  static final int MAX_NAME_BYTES = 160;
  private static final int MAX_CAPACITY = 4_096;

  MemberNews {
    if (capacity < 0 || capacity > MAX_CAPACITY)
      throw new IllegalArgumentException("capacity " + capacity + ", expected 0 to 4096");
  }

  static MemberNews decode(Decoder in) {
    String member = in.text(MAX_NAME_BYTES);
    String name = in.text(MAX_NAME_BYTES);
    String address = in.text(MAX_NAME_BYTES);
    MemberKind kind = in.constant(MemberKind.values());
    MemberState state = in.constant(MemberState.values());
    long token = in.u63();
    long since = in.u63();
    int capacity = in.u32();
    if (capacity > MAX_CAPACITY) throw in.error("a capacity of " + capacity);
    return new MemberNews(member, name, address, kind, state, token, since, capacity, in.u32());
  }

  @Override
  public void encode(Encoder out) {
    out.text(member).text(name).text(address).constant(kind).constant(state);
    out.i64(token).i64(stateSinceMs).u32(capacity).u32(running);
  }
}
