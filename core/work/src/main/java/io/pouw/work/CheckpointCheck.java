package io.pouw.work;

import io.pouw.ledger.Checkpoint;
import io.pouw.ledger.CheckpointDetail;
import io.pouw.ledger.RoundRecord;
import io.pouw.ledger.UnitClaim;
import io.pouw.plugin.TaskPlan;
import io.pouw.plugin.UnitId;
import io.pouw.primitives.Address;
import io.pouw.primitives.BlobId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * Whether a detail is the one that its checkpoint commits to, and whole: every slot of every round
 * once (in a federated task at most once, by its own worker, and enough of them), the first round
 * from the state that the checkpoint names as previous, each other from the state that the one
 * before it left. Says nothing of signatures and of what a re-execution gives.
 */
public final class CheckpointCheck {
  private final TaskPlan plan;
  private final Checkpoint checkpoint;
  private final CheckpointDetail detail;
  private final List<Address> pinned;

  private CheckpointCheck(
      TaskPlan plan, Checkpoint checkpoint, CheckpointDetail detail, List<Address> pinned) {
    this.pinned = List.copyOf(pinned);
    this.plan = plan;
    this.checkpoint = checkpoint;
    this.detail = detail;
  }

  /** The first thing that is wrong; empty if all is well. */
  public static Optional<String> problem(
      TaskPlan plan, Checkpoint checkpoint, CheckpointDetail detail) {
    return problem(plan, checkpoint, detail, List.of());
  }

  /**
   * The first thing that is wrong; empty if all is well.
   *
   * @param pinned of a federated task the worker of each slot; empty if anybody may fill one
   */
  static Optional<String> problem(
      TaskPlan plan, Checkpoint checkpoint, CheckpointDetail detail, List<Address> pinned) {
    var check = new CheckpointCheck(plan, checkpoint, detail, pinned);
    return check.roots().or(check::rounds).or(check::claims).or(check::minerCounts);
  }

  /** The claims of a round in slot order. */
  public static List<UnitClaim> claimsOf(CheckpointDetail detail, int round) {
    return detail.claims().stream()
        .filter(each -> each.unit().round() == round)
        .sorted((a, b) -> a.unit().compareTo(b.unit()))
        .toList();
  }

  private Optional<String> roots() {
    if (!detail.unitsRoot().equals(checkpoint.unitsRoot()))
      return Optional.of("the detail's units are not those under the units root");
    if (!detail.roundsRoot().equals(checkpoint.roundsRoot()))
      return Optional.of("the detail's rounds are not those under the rounds root");
    return Optional.empty();
  }

  private Optional<String> rounds() {
    int from = plan.fromRound(checkpoint.index());
    int expected = plan.toRound(checkpoint.index()) - from;
    if (detail.rounds().size() != expected)
      return Optional.of(detail.rounds().size() + " rounds, expected " + expected);
    BlobId state = checkpoint.previous();
    for (int i = 0; i < expected; i++) {
      RoundRecord round = detail.rounds().get(i);
      if (round.round() != from + i)
        return Optional.of("round " + round.round() + " where " + (from + i) + " belongs");
      if (!round.input().equals(state))
        return Optional.of("round " + round.round() + " does not begin where the last one ended");
      state = round.output();
    }
    if (!state.equals(checkpoint.state()))
      return Optional.of("the checkpoint's state is not the last round's");
    return Optional.empty();
  }

  private Optional<String> claims() {
    int from = plan.fromRound(checkpoint.index());
    var done = new HashSet<UnitId>();
    int expected = detail.rounds().size() * plan.slots();
    if (!plan.isFederated() && detail.claims().size() != expected)
      return Optional.of(detail.claims().size() + " units, expected " + expected);
    if (!detail.claims().stream()
        .sorted(CheckpointDraft.TREE_ORDER)
        .toList()
        .equals(detail.claims())) return Optional.of("the claims are not in the order of the tree");
    for (UnitClaim claim : detail.claims()) {
      int round = claim.unit().round() - from;
      if (round < 0 || round >= detail.rounds().size() || claim.unit().slot() >= plan.slots())
        return Optional.of("a claim of " + claim.unit() + ", which is not in this checkpoint");
      if (!done.add(claim.unit())) return Optional.of(claim.unit() + " is claimed twice");
      if (!belongs(claim, detail.rounds().get(round)))
        return Optional.of("the claim of " + claim.unit() + " is for another task or state");
      if (!pinned.isEmpty() && !pinned.get(claim.unit().slot()).equals(claim.minerAddress()))
        return Optional.of("the claim of " + claim.unit() + " is not of that slot's worker");
    }
    return enough(from);
  }

  /** A federated round may lack updates, but not too many. */
  private Optional<String> enough(int from) {
    for (int round = from; round < from + detail.rounds().size(); round++) {
      int present = claimsOf(detail, round).size();
      if (present < plan.leastUpdates())
        return Optional.of(
            "round %d has %d updates, expected at least %d"
                .formatted(round, present, plan.leastUpdates()));
    }
    return Optional.empty();
  }

  private boolean belongs(UnitClaim claim, RoundRecord round) {
    return claim.chainId().equals(checkpoint.chainId())
        && claim.task().equals(checkpoint.task())
        && claim.generation() == checkpoint.generation()
        && claim.input().equals(round.input());
  }

  private Optional<String> minerCounts() {
    return CheckpointDraft.minerUnits(detail.claims()).equals(checkpoint.miners())
        ? Optional.empty()
        : Optional.of("the units per miner are not those of the claims");
  }
}
