package io.pouw.ledger;

import io.pouw.ledger.LedgerEvent.Cause;
import io.pouw.ledger.LedgerEvent.Kind;
import io.pouw.ledger.Registration.Standing;
import io.pouw.ledger.ValidatorBody.ExitValidator;
import io.pouw.ledger.ValidatorBody.RegisterValidator;
import io.pouw.ledger.ValidatorBody.ReportEquivocation;
import io.pouw.ledger.ValidatorBody.Unjail;
import io.pouw.primitives.Address;
import io.pouw.primitives.Amounts;
import io.pouw.primitives.EpochViews;
import io.pouw.primitives.Hash;
import io.pouw.primitives.PublicKey;
import java.util.List;

/** Who may validate: coming, leaving, coming back, and what contradicting oneself costs. */
final class ValidatorRules {
  private ValidatorRules() {}

  static void apply(Execution block, PublicKey sender, Hash id, ValidatorBody body) {
    Cause cause = Cause.ofTransaction(id);
    switch (body) {
      case RegisterValidator register -> register(block, sender, register, cause);
      case ExitValidator() -> exit(block, sender.address(), cause);
      case Unjail() -> unjail(block, sender.address(), cause);
      case ReportEquivocation report -> convict(block, report, cause);
    }
  }

  private static void register(
      Execution block, PublicKey sender, RegisterValidator body, Cause cause) {
    Address from = sender.address();
    String name = body.name();
    Refusal.unless(!name.isEmpty(), "a validator without a name");
    block
        .validators()
        .registration(from)
        .ifPresent(its -> {
          Refusal.unless(
              its.standing() != Standing.CONVICTED,
              from + " contradicted itself as a validator and cannot be one again");
          Refusal.unless(
              its.standing() == Standing.EXITED,
              from + " is registered as validator " + its.name());
        });
    block
        .validators()
        .registrations()
        .forEach((address, its) ->
            Refusal.unless(
                address.equals(from) || !its.name().equals(name),
                "there is a validator " + name + " already"));
    checkStake(block, from, "to validate");
    change(
        block, from, Registration.active(name, sender), "validates from the next epoch on", cause);
  }

  private static void checkStake(Execution block, Address from, String purpose) {
    long stake = block.books().account(from).stake();
    long least = block.parameter(Parameter.MIN_VALIDATOR_STAKE);
    Refusal.unless(
        stake >= least,
        "Insufficient stake: %s PAI are bonded, %s takes %s PAI"
            .formatted(Amounts.format(stake), purpose, Amounts.format(least)));
  }

  private static void exit(Execution block, Address from, Cause cause) {
    Registration its = registered(block, from);
    Refusal.unless(its.isBound(), from + " is not validating: it is " + its.standing());
    change(block, from, its.with(Standing.EXITED), "leaves with the running epoch", cause);
  }

  private static void unjail(Execution block, Address from, Cause cause) {
    Registration its = registered(block, from);
    Refusal.unless(
        its.standing() == Standing.JAILED, from + " is not jailed: it is " + its.standing());
    long now = block.validators().epoch().number();
    Refusal.unless(
        now >= its.jailedUntil(),
        "%s is jailed until epoch %d, this is epoch %d".formatted(from, its.jailedUntil(), now));
    checkStake(block, from, "to validate");
    change(block, from, its.with(Standing.ACTIVE), "validates again from the next epoch on", cause);
  }

  private static Registration registered(Execution block, Address from) {
    return block
        .validators()
        .registration(from)
        .orElseThrow(() -> new Refusal(from + " is no registered validator"));
  }

  /**
   * Slashes a validator that contradicted itself, and bars it for ever: so the same evidence, and
   * any other against it, counts once. Everything slashed is burnt; the reporter gets nothing that
   * an accomplice could hope for.
   */
  private static void convict(Execution block, ReportEquivocation report, Cause cause) {
    Address accused = report.validator().address();
    Registration its = checkEvidence(block, report);
    String why =
        "validator %s contradicted itself in view %d"
            .formatted(its.name(), report.first().statement().view());
    long share = block.parameter(Parameter.EQUIVOCATION_SLASH_SHARE);
    block.books().burn(Slashing.slash(block, accused, share, why, cause));
    change(block, accused, its.with(Standing.CONVICTED), "never validates again", cause);
  }

  /** Refuses what proves nothing; gives the registration of the accused. */
  static Registration checkEvidence(Execution block, ReportEquivocation report) {
    Address accused = report.validator().address();
    Registration its = registered(block, accused);
    Refusal.unless(its.standing() != Standing.CONVICTED, accused + " is convicted already");
    long view = report.first().statement().view();
    Refusal.unless(
        report.first().statement().contradicts(report.second().statement()),
        "the votes of view %d and view %d do not contradict each other"
            .formatted(view, report.second().statement().view()));
    checkAge(block, EpochViews.epochOf(view));
    for (SignedVote each : List.of(report.first(), report.second()))
      Refusal.unless(
          each.isOf(report.validator(), block.chainId()),
          "a vote's signature is not that of validator " + accused + " on this chain");
    return its;
  }

  /** Older than the unbonding period nothing is left of the stake that the votes had. */
  private static void checkAge(Execution block, long of) {
    EpochState now = block.validators().epoch();
    Refusal.unless(
        of <= now.number(), "votes of epoch %d, this is epoch %d".formatted(of, now.number()));
    long length = now.lastHeight() - now.firstHeight() + 1;
    long itsEnd = now.lastHeight() - (now.number() - of) * length;
    long expiry = itsEnd + block.parameter(Parameter.UNBONDING);
    Refusal.unless(
        block.height() <= expiry,
        "evidence of epoch %d counts up to height %d".formatted(of, expiry));
  }

  private static void change(
      Execution block, Address address, Registration changed, String what, Cause cause) {
    block.put(block.validators().with(address, changed));
    String why = "validator " + changed.name() + " " + what;
    block.books().record(address, Kind.VALIDATOR, 0, why, cause);
  }
}
