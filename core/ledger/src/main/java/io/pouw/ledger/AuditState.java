package io.pouw.ledger;

import io.pouw.primitives.Address;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;
import java.util.List;

/**
 * After a conviction: the jury re-executes all units of the convicted miner in the accepted
 * checkpoints. No checkpoint is taken in until it is over; then the task rolls back.
 *
 * @param miner whose units are looked at
 * @param since height at which the audit began
 * @param reports so far
 */
public record AuditState(Address miner, long since, List<AuditReport> reports)
    implements Encodable {
  public AuditState {
    reports = List.copyOf(reports);
  }

  static AuditState decode(Decoder in) {
    return new AuditState(in.address(), in.u63(), in.list(DrawState.MAX_JURY, AuditReport::decode));
  }

  @Override
  public void encode(Encoder out) {
    out.address(miner).i64(since).list(reports);
  }

  public boolean reportedBy(Address verifier) {
    return reports.stream().anyMatch(each -> each.verifier().equals(verifier));
  }
}
