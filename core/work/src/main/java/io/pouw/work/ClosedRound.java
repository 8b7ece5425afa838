package io.pouw.work;

import io.pouw.ledger.RoundRecord;
import io.pouw.ledger.UnitClaim;
import io.pouw.primitives.BlobId;
import java.util.List;

/**
 * A round whose slots are all filled and combined.
 *
 * @param claims in slot order
 * @param lossSum of the units' training losses, added in slot order
 */
record ClosedRound(RoundRecord record, List<UnitClaim> claims, double lossSum) {
  ClosedRound {
    claims = List.copyOf(claims);
  }

  int round() {
    return record.round();
  }

  BlobId output() {
    return record.output();
  }

  List<BlobId> updates() {
    return claims.stream().map(UnitClaim::update).toList();
  }
}
