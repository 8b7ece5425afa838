package io.pouw.ledger;

import io.pouw.primitives.Address;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;
import java.util.List;
import java.util.Optional;

/**
 * A checkpoint on the ledger.
 *
 * @param content what was committed
 * @param committer who sent it
 * @param endorsers the supervisors that signed it
 * @param height of the block that took it in
 * @param status where it stands
 * @param since height at which the status last changed
 * @param draws the drawn units in increasing leaf, empty before the draw
 */
public record CheckpointState(
    Checkpoint content,
    Address committer,
    List<Address> endorsers,
    long height,
    CheckpointStatus status,
    long since,
    List<DrawState> draws)
    implements Encodable {
  static final int MAX_DRAWS = 4096;

  public CheckpointState {
    endorsers = List.copyOf(endorsers);
    draws = List.copyOf(draws);
  }

  public static CheckpointState decode(Decoder in) {
    return new CheckpointState(
        Checkpoint.decode(in),
        in.address(),
        in.list(Checkpoint.MAX_SUPERVISORS, Decoder::address),
        in.u63(),
        in.constant(CheckpointStatus.values()),
        in.u63(),
        in.list(MAX_DRAWS, DrawState::decode));
  }

  @Override
  public void encode(Encoder out) {
    out.put(content).address(committer).list(endorsers, Encoder::address).i64(height);
    out.constant(status).i64(since).list(draws);
  }

  public int index() {
    return content.index();
  }

  public int generation() {
    return content.generation();
  }

  public boolean accepted() {
    return status == CheckpointStatus.ACCEPTED;
  }

  public Optional<DrawState> draw(int leaf) {
    return draws.stream().filter(each -> each.leaf() == leaf).findFirst();
  }

  /** The miner whose range of the unit tree covers the leaf. */
  public Address minerOf(int leaf) {
    int end = 0;
    for (MinerUnits range : content.miners()) {
      end += range.units();
      if (leaf < end) return range.miner();
    }
    throw new IllegalArgumentException("leaf " + leaf + " of " + end);
  }

  CheckpointState with(DrawState changed) {
    var all = draws.stream().map(each -> each.leaf() == changed.leaf() ? changed : each).toList();
    return new CheckpointState(content, committer, endorsers, height, status, since, all);
  }

  CheckpointState with(CheckpointStatus next, long atHeight) {
    return new CheckpointState(content, committer, endorsers, height, next, atHeight, draws);
  }
}
