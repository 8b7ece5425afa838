package io.pouw.work;

import io.pouw.ledger.Checkpoint;
import io.pouw.ledger.Endorsement;
import io.pouw.primitives.Address;
import io.pouw.primitives.Domain;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A checkpoint that the lead wants on the chain, and what the other supervisors say of it. */
final class Backing {
  private final Checkpoint checkpoint;
  private final Map<Address, Endorsement> given = new TreeMap<>();
  private final Set<Address> refused = new TreeSet<>();
  private boolean timedOut;
  private long submittedAt = Long.MIN_VALUE;

  Backing(Checkpoint checkpoint) {
    this.checkpoint = checkpoint;
  }

  Checkpoint checkpoint() {
    return checkpoint;
  }

  /** Whether the endorsement is that of a supervisor and holds. */
  boolean give(Address from, Endorsement endorsement) {
    if (!endorsement.key().address().equals(from)) return false;
    byte[] message = checkpoint.toBytes();
    if (!endorsement.key().verifies(Domain.CHECKPOINT, message, endorsement.signature()))
      return false;
    given.put(from, endorsement);
    return true;
  }

  void refuse(Address from) {
    refused.add(from);
  }

  void timeOut() {
    timedOut = true;
  }

  /** Supervisors that have not answered. */
  List<Address> silent(List<Address> supervisors) {
    return supervisors.stream()
        .filter(each -> !given.containsKey(each) && !refused.contains(each))
        .toList();
  }

  /** Whether it can go to the chain: all have answered, or time is up, and half have signed. */
  boolean isReady(List<Address> supervisors) {
    boolean heard = timedOut || silent(supervisors).isEmpty();
    return heard && 2 * endorsements(supervisors).size() >= supervisors.size();
  }

  /** The signatures by the supervisors' places in the ledger's list, which may have moved. */
  List<Endorsement> endorsements(List<Address> supervisors) {
    return given.entrySet().stream()
        .filter(each -> supervisors.contains(each.getKey()))
        .map(each -> at(supervisors.indexOf(each.getKey()), each.getValue()))
        .sorted(Comparator.comparingInt(Endorsement::supervisor))
        .toList();
  }

  private static Endorsement at(int place, Endorsement endorsement) {
    return new Endorsement(place, endorsement.key(), endorsement.signature());
  }

  /** Whether it was not submitted in the last blocks. */
  boolean isDue(long height, int patienceBlocks) {
    return submittedAt == Long.MIN_VALUE || height - submittedAt >= patienceBlocks;
  }

  void submitted(long height) {
    submittedAt = height;
  }
}
