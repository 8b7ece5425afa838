package io.pouw.ledger;

import io.pouw.primitives.Amounts;
import java.util.Locale;

/**
 * A number that genesis fixes, with its default, its range and the reason for the default. Amounts
 * are base units, spans are blocks, shares are parts per million. The order is part of genesis's
 * encoding.
 */
public enum Parameter {
  MIN_VALIDATOR_STAKE(
      1_000 * Amounts.PAI, 1, Limits.MONEY, "what a Sybil has to risk for one vote"),
  MIN_MINER_STAKE(100 * Amounts.PAI, 1, Limits.MONEY, "over gain * (1 - q) / q for any usual task"),
  MIN_SUPERVISOR_STAKE(100 * Amounts.PAI, 1, Limits.MONEY, "signs combinations; risks as a miner"),
  MIN_VERIFIER_STAKE(
      100 * Amounts.PAI, 1, Limits.MONEY, "a false verdict costs what false work does"),
  MIN_EVALUATOR_STAKE(
      100 * Amounts.PAI, 1, Limits.MONEY, "keeps evaluators from being free to make"),
  UNBONDING(10_000, 1, Limits.SPAN, "longer than a task may be disputed"),
  BASE_FEE(10_000, 0, Limits.MONEY, "0.0001 PAI: a block of spam costs one PAI"),
  FEE_BURN_SHARE(500_000, 0, Amounts.PPM, "half, so that a proposer pays for its own spam too"),
  TASK_FEE_BURN_SHARE(500_000, 0, Amounts.PPM, "so that tasks made for oneself cost"),
  MIN_TASK_FEE_SHARE(10_000, 0, Amounts.PPM, "1 % of the reward, else the burnt part is nothing"),
  MIN_MINERS(1, 1, 1_000, "one miner does the same work, slower"),
  MAX_MINERS(16, 1, 1_000, "more slots than that no demo task has"),
  MIN_SUPERVISORS(1, 1, 64, "someone has to close rounds"),
  MAX_SUPERVISORS(4, 1, 64, "two may fail and half still sign"),
  MIN_EVALUATORS(1, 1, 64, "someone has to score"),
  MAX_EVALUATORS(4, 1, 64, "agreement to the bit needs no crowd"),
  MIN_VERIFIERS(1, 1, 64, "someone has to re-execute"),
  CHECKPOINT_DEADLINE(60, 1, Limits.SPAN, "a lead that brings nothing for so long is replaced"),
  MAX_PENDING_CHECKPOINTS(2, 1, 64, "training goes on while draws are checked, and not far ahead"),
  DRAW_DELAY(2, 1, 1_000, "the commitment is final before the beacon that draws is known"),
  DRAW_STRIDE_WEIGHT(50_000_000_000L, 1, Long.MAX_VALUE >> 1, "one draw for each 50 GFLOP"),
  MIN_DRAWS(1, 1, 1_024, "no checkpoint goes unlooked at"),
  MAX_DRAWS(256, 1, 1_024, "bounds what a checkpoint can ask of the verifiers"),
  OPEN_DEADLINE(30, 1, Limits.SPAN, "showing a unit is one message"),
  COMMITTEE_SIZE(2, 1, 64, "one liar cannot mint, and honest work is done twice at most"),
  ATTEST_DEADLINE(60, 1, Limits.SPAN, "re-execution of a unit and the combines before it"),
  CHALLENGE_WINDOW(1, 0, Limits.SPAN, "anybody can see a verdict before it becomes history"),
  CHALLENGE_DEPOSIT(10 * Amounts.PAI, 0, Limits.MONEY, "the work of a jury is not free"),
  DISPUTE_DEADLINE(90, 1, Limits.SPAN, "every verifier re-executes the unit"),
  AUDIT_DEADLINE(180, 1, Limits.SPAN, "every verifier re-executes many units"),
  REVEAL_DEADLINE(120, 1, Limits.SPAN, "the client may have been away"),
  EVALUATION_DEADLINE(120, 1, Limits.SPAN, "the test part has to be fetched first"),
  MINT_PER_GFLOP(100_000, 1, 1L << 40, "0.001 PAI for each 10^9 operations of checked work"),
  SLASH_SHARE(500_000, 0, Amounts.PPM, "half of the stake, twice over a cheater is out"),
  WORKERS_SHARE(800_000, 0, Amounts.PPM, "the default split of a reward"),
  SUPERVISORS_SHARE(100_000, 0, Amounts.PPM, "the default split of a reward"),
  EVALUATORS_SHARE(50_000, 0, Amounts.PPM, "the default split of a reward"),
  VERIFIERS_SHARE(50_000, 0, Amounts.PPM, "the default split of a reward"),
  EPOCH_BLOCKS(1_000, 1, Limits.SPAN, "a set that changes seldom is cheap to prove to strangers"),
  MAX_VALIDATORS(1_024, 1, 1_024, "as many as a certificate may name"),
  DOWNTIME_VIEWS(10, 1, Limits.SPAN, "fewer views led say nothing of a validator"),
  DOWNTIME_SHARE(500_000, 1, Amounts.PPM, "away in half of its views is away, not slow"),
  JAIL_EPOCHS(1, 0, 10_000, "long enough to cost rewards, short enough to repair a machine"),
  EQUIVOCATION_SLASH_SHARE(500_000, 0, Amounts.PPM, "as for cheated work, and never again");

  private static final class Limits {
    /** So much money that sums over all accounts stay within a long. */
    static final long MONEY = 1L << 56;

    /** About a year of blocks a second. */
    static final long SPAN = 30_000_000;
  }

  private final long standard;
  private final long low;
  private final long high;
  private final String reason;

  Parameter(long standard, long low, long high, String reason) {
    this.standard = standard;
    this.low = low;
    this.high = high;
    this.reason = reason;
  }

  /** The name in files, such as {@code base_fee}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  public long standard() {
    return standard;
  }

  public long low() {
    return low;
  }

  public long high() {
    return high;
  }

  /** Why the default is what it is. */
  public String reason() {
    return reason;
  }
}
