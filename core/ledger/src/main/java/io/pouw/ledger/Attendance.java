package io.pouw.ledger;

import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What the validators of the running epoch did with the views that they led, in the epoch's order.
 */
public record Attendance(List<Turns> turns) implements Encodable {
  /**
   * More views than these that went by before one block are the network's failure and no leader's.
   */
  static final int LONGEST_GAP = 32;

  /**
   * The views that one validator led.
   *
   * @param blocks those that gave a block
   * @param missed those that went by
   */
  public record Turns(int blocks, int missed) implements Encodable {
    static final Turns NONE = new Turns(0, 0);

    static Turns decode(Decoder in) {
      return new Turns(in.u32(), in.u32());
    }

    @Override
    public void encode(Encoder out) {
      out.u32(blocks).u32(missed);
    }

    public int views() {
      return blocks + missed;
    }
  }

  public Attendance {
    turns = List.copyOf(turns);
  }

  static Attendance none(int validators) {
    return new Attendance(Collections.nCopies(validators, Turns.NONE));
  }

  static Attendance decode(Decoder in) {
    return new Attendance(in.list(Genesis.MAX_VALIDATORS, Turns::decode));
  }

  @Override
  public void encode(Encoder out) {
    out.list(turns);
  }

  /** Counts a block, and the views without one between it and its parent. */
  Attendance after(EpochState epoch, long parentView, long view) {
    var changed = new ArrayList<>(turns);
    long first = Math.max(parentView, epoch.baseView()) + 1;
    if (view - first <= LONGEST_GAP)
      for (long missed = first; missed < view; missed++) {
        int leader = epoch.leaderIndex(missed);
        Turns its = changed.get(leader);
        changed.set(leader, new Turns(its.blocks(), its.missed() + 1));
      }
    int leader = epoch.leaderIndex(view);
    Turns its = changed.get(leader);
    changed.set(leader, new Turns(its.blocks() + 1, its.missed()));
    return new Attendance(changed);
  }
}
