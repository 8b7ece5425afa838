package io.pouw.work;

import io.pouw.ledger.UnitClaim;
import io.pouw.plugin.UnitId;
import io.pouw.primitives.BlobId;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Claims of rounds that a supervisor has not got to yet. Their updates are on the shelf. At most
 * {@value #MAX_A_UNIT} claims a unit, and the caller bounds the rounds.
 */
final class ClaimBuffer {
  static final int MAX_A_UNIT = 3;

  private final NavigableMap<UnitId, List<UnitClaim>> claims = new TreeMap<>();

  /** Whether there was room, and the claim is new. */
  boolean add(UnitClaim claim) {
    List<UnitClaim> ofUnit = claims.computeIfAbsent(claim.unit(), each -> new ArrayList<>());
    return ofUnit.size() < MAX_A_UNIT && !ofUnit.contains(claim) && ofUnit.add(claim);
  }

  /** A claim of this unit from this state. */
  Optional<UnitClaim> find(UnitId unit, BlobId input) {
    return claims.getOrDefault(unit, List.of()).stream()
        .filter(each -> each.input().equals(input))
        .findFirst();
  }

  void dropBefore(int round) {
    claims.headMap(new UnitId(round, 0)).clear();
  }
}
