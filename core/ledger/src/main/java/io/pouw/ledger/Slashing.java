package io.pouw.ledger;

import io.pouw.ledger.LedgerEvent.Cause;
import io.pouw.ledger.LedgerEvent.Kind;
import io.pouw.plugin.Role;
import io.pouw.primitives.Address;
import io.pouw.primitives.Amounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What follows for those whom a re-execution has shown to have cheated, or to have said so falsely.
 */
final class Slashing {
  private Slashing() {}

  /**
   * Slashes everybody whom the decision convicts: the miner or the endorsing supervisors, and
   * verifiers that said otherwise. Half is burnt, half goes to those who said what was decided.
   * Those who said that nothing could be had have accused nobody and are left alone.
   */
  static List<Conviction> convict(
      Execution block,
      TaskState task,
      CheckpointState checkpoint,
      DrawState draw,
      Verdict decided) {
    Opening opening = draw.opening().orElseThrow();
    var convictions = new ArrayList<Conviction>();
    for (Offender each : offenders(checkpoint, draw, decided)) {
      String why =
          "%s in task %s at %s, checkpoint %d: %s by re-execution"
              .formatted(
                  AccountRules.name(each.role()),
                  task.id().abbreviated(),
                  opening.claim().unit(),
                  checkpoint.index(),
                  decided);
      Cause cause = VerdictRules.cause(task, checkpoint, draw);
      convictions.add(
          new Conviction(
              each.address(),
              each.role(),
              decided,
              opening.claim().unit(),
              opening.claim().leafHash(),
              checkpoint.index(),
              checkpoint.generation(),
              block.height(),
              slash(block, each.address(), block.parameter(Parameter.SLASH_SHARE), why, cause),
              draw.attestations()));
    }
    share(block, task, checkpoint, draw, decided, convictions);
    return convictions;
  }

  private record Offender(Address address, Role role) {}

  private static List<Offender> offenders(
      CheckpointState checkpoint, DrawState draw, Verdict decided) {
    var offenders = new ArrayList<Offender>();
    Set<Address> named = new TreeSet<>();
    if (decided == Verdict.WRONG_UPDATE && named.add(draw.miner()))
      offenders.add(new Offender(draw.miner(), Role.MINER));
    if (decided == Verdict.WRONG_COMBINATION)
      for (Address each : checkpoint.endorsers())
        if (named.add(each)) offenders.add(new Offender(each, Role.SUPERVISOR));
    for (Attestation each : draw.attestations())
      if (each.verdict() != decided
          && each.verdict() != Verdict.UNAVAILABLE
          && named.add(each.verifier()))
        offenders.add(new Offender(each.verifier(), Role.VERIFIER));
    return offenders;
  }

  /**
   * Takes a share of stake and unbonding stake, and all tickets; returns how much. What becomes of
   * it is the caller's to say.
   */
  static long slash(Execution block, Address offender, long share, String why, Cause cause) {
    Account account = block.books().account(offender);
    long amount = Amounts.share(account.slashable(), share);
    long rest = amount - Math.min(amount, account.stake());
    var parts = new ArrayList<Unbonding>();
    for (Unbonding each : account.unbonding()) {
      long taken = Math.min(rest, each.amount());
      rest -= taken;
      if (taken < each.amount())
        parts.add(new Unbonding(each.amount() - taken, each.releaseHeight()));
    }
    long bonded = account.stake() - Math.min(amount, account.stake());
    block
        .books()
        .put(offender, account.withStake(bonded, parts).withTickets(List.of()).withSlashed(amount));
    block.books().record(offender, Kind.SLASH, -amount, why, cause);
    return amount;
  }

  private static void share(
      Execution block,
      TaskState task,
      CheckpointState checkpoint,
      DrawState draw,
      Verdict decided,
      List<Conviction> convictions) {
    long slashed = convictions.stream().mapToLong(Conviction::slashed).sum();
    Cause cause = VerdictRules.cause(task, checkpoint, draw);
    String why = "share of what was slashed for %s".formatted(decided);
    long paid = shareOut(block, truthful(draw, decided), slashed / 2, Kind.SLASH_SHARE, why, cause);
    block.books().burn(slashed - paid);
  }

  /** The verifiers that said what was decided. */
  static List<Address> truthful(DrawState draw, Verdict decided) {
    return draw.attestations().stream()
        .filter(each -> each.verdict() == decided)
        .map(Attestation::verifier)
        .toList();
  }

  /** Pays equal parts, rounded down; returns how much was paid. */
  private static long shareOut(
      Execution block, List<Address> to, long amount, Kind kind, String why, Cause cause) {
    if (to.isEmpty()) return 0;
    long each = amount / to.size();
    for (Address account : to) block.books().earn(account, kind, each, why, cause);
    return each * to.size();
  }

  /** Gives challengers their deposits back, or, if the unit is valid, to those who found it so. */
  static void settleDeposits(
      Execution block, TaskState task, CheckpointState checkpoint, DrawState draw, boolean valid) {
    Cause cause = VerdictRules.cause(task, checkpoint, draw);
    for (Deposit each : draw.deposits()) {
      if (!valid) {
        block
            .books()
            .pay(
                each.challenger(),
                Kind.DEPOSIT_RETURN,
                each.amount(),
                "the challenged unit was not found valid",
                cause);
        continue;
      }
      String why = "deposit of a challenge to a unit that is valid";
      List<Address> to = truthful(draw, Verdict.VALID);
      long paid = shareOut(block, to, each.amount(), Kind.DEPOSIT_SHARE, why, cause);
      block.books().burn(each.amount() - paid);
    }
  }
}
