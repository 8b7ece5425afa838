package io.pouw.ledger;

import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;

/**
 * Totals over the life of a task, rolled-back work included.
 *
 * @param committed units in checkpoints
 * @param drawn units that the beacon drew
 * @param verified drawn units that held up
 * @param rejected drawn units that did not: wrong, not shown, or not to be had
 * @param minted base units
 */
public record TaskCounts(long committed, long drawn, long verified, long rejected, long minted)
    implements Encodable {
  static final TaskCounts NONE = new TaskCounts(0, 0, 0, 0, 0);

  static TaskCounts decode(Decoder in) {
    return new TaskCounts(in.u63(), in.u63(), in.u63(), in.u63(), in.u63());
  }

  @Override
  public void encode(Encoder out) {
    out.i64(committed).i64(drawn).i64(verified).i64(rejected).i64(minted);
  }

  TaskCounts withCommitted(long units) {
    return new TaskCounts(committed + units, drawn, verified, rejected, minted);
  }

  TaskCounts withDrawn(long units) {
    return new TaskCounts(committed, drawn + units, verified, rejected, minted);
  }

  TaskCounts withVerified(long amount) {
    return new TaskCounts(committed, drawn, verified + 1, rejected, minted + amount);
  }

  TaskCounts withRejected() {
    return new TaskCounts(committed, drawn, verified, rejected + 1, minted);
  }
}
