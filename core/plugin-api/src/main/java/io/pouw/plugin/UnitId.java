package io.pouw.plugin;

import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;

/**
 * One unit of work of a task: who does it does not matter, so no worker stands here.
 *
 * @param round from 0
 * @param slot from 0
 */
public record UnitId(int round, int slot) implements Encodable, Comparable<UnitId> {
  public UnitId {
    if (round < 0 || slot < 0)
      throw new IllegalArgumentException("round " + round + " slot " + slot);
  }

  public static UnitId decode(Decoder in) {
    return new UnitId(in.u32(), in.u32());
  }

  @Override
  public void encode(Encoder out) {
    out.u32(round).u32(slot);
  }

  @Override
  public int compareTo(UnitId other) {
    return round != other.round
        ? Integer.compare(round, other.round)
        : Integer.compare(slot, other.slot);
  }

  @Override
  public String toString() {
    return "round " + round + " slot " + slot;
  }
}
