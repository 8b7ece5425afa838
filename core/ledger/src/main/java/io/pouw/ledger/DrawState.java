package io.pouw.ledger;

import io.pouw.primitives.Address;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;
import java.util.List;
import java.util.Optional;

/**
 * A unit that the beacon drew, and how its check goes.
 *
 * @param leaf position in the checkpoint's unit tree
 * @param miner who did it, from the checkpoint's ranges
 * @param status where the check stands
 * @param since height at which the status, or the committee, last changed: deadlines count from it
 * @param committee verifiers whose word counts now, those who gave it included
 * @param absent verifiers who were in the committee and did not answer in time
 * @param opening once a supervisor has shown the unit
 * @param attestations in the order of the chain; in a dispute those of the whole jury
 * @param deposits of challengers
 * @param minted base units that the unit minted, 0 before it held up
 */
public record DrawState(
    int leaf,
    Address miner,
    DrawStatus status,
    long since,
    List<Address> committee,
    List<Address> absent,
    Optional<Opening> opening,
    List<Attestation> attestations,
    List<Deposit> deposits,
    long minted)
    implements Encodable {
  static final int MAX_JURY = 4096;
  static final int MAX_DEPOSITS = 64;

  public DrawState {
    committee = List.copyOf(committee);
    absent = List.copyOf(absent);
    attestations = List.copyOf(attestations);
    deposits = List.copyOf(deposits);
  }

  static DrawState decode(Decoder in) {
    return new DrawState(
        in.u32(),
        in.address(),
        in.constant(DrawStatus.values()),
        in.u63(),
        in.list(MAX_JURY, Decoder::address),
        in.list(MAX_JURY, Decoder::address),
        in.option(Opening::decode),
        in.list(MAX_JURY, Attestation::decode),
        in.list(MAX_DEPOSITS, Deposit::decode),
        in.u63());
  }

  @Override
  public void encode(Encoder out) {
    out.u32(leaf).address(miner).constant(status).i64(since);
    out.list(committee, Encoder::address).list(absent, Encoder::address);
    out.option(opening, Encoder::put).list(attestations).list(deposits).i64(minted);
  }

  /** Whether this verifier has given its verdict. */
  public boolean attestedBy(Address verifier) {
    return attestations.stream().anyMatch(each -> each.verifier().equals(verifier));
  }

  /** Whether this verifier, of this jury, still owes its verdict. */
  public boolean awaits(Address verifier, List<Address> jury) {
    if (attestedBy(verifier) || verifier.equals(miner)) return false;
    return switch (status) {
      case OPENED -> committee.contains(verifier);
      case DISPUTED -> opening.isPresent() && jury.contains(verifier);
      case DRAWN, VALID -> false;
    };
  }

  DrawState with(DrawStatus next, long height) {
    return new DrawState(
        leaf, miner, next, height, committee, absent, opening, attestations, deposits, minted);
  }

  DrawState withCommittee(List<Address> present, List<Address> gone, long height) {
    return new DrawState(
        leaf, miner, status, height, present, gone, opening, attestations, deposits, minted);
  }

  DrawState withOpening(Opening shown) {
    return new DrawState(
        leaf,
        miner,
        DrawStatus.OPENED,
        shown.height(),
        committee,
        absent,
        Optional.of(shown),
        attestations,
        deposits,
        minted);
  }

  DrawState withAttestation(Attestation one) {
    return new DrawState(
        leaf,
        miner,
        status,
        since,
        committee,
        absent,
        opening,
        TaskDraft.with(attestations, one),
        deposits,
        minted);
  }

  DrawState withDeposits(List<Deposit> changed) {
    return new DrawState(
        leaf, miner, status, since, committee, absent, opening, attestations, changed, minted);
  }

  DrawState withMinted(long amount) {
    return new DrawState(
        leaf, miner, status, since, committee, absent, opening, attestations, deposits, amount);
  }
}
