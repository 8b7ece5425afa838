package io.pouw.management.payout;

import io.pouw.plugin.PayoutChannel;
import io.pouw.plugin.PayoutChannel.Payment;
import io.pouw.plugin.PayoutException;
import io.pouw.storage.sql.SqlStore;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Pays out on one rail. Everything that it decides follows from the store and the network, so it
 * may be killed at any point and begun anew: a payment is signed anew only after the network said
 * that every earlier transfer is dead, a transfer is kept before it is sent, and sending it twice
 * is harmless. Several engines on one database do not pay twice either: who keeps the signed
 * transfer first, sends it.
 *
 * <p>Blocks; call it on a virtual thread, again and again.
 */
public final class PayoutEngine {
  private static final int OPEN_LIMIT = 50_000;

  private final String rail;
  private final PayoutStore store;
  private final PayoutChannel channel;
  private final PayoutRules rules;
  private final InstantSource clock;
  private final TransferSteps steps;

  public PayoutEngine(
      String rail, SqlStore sql, PayoutChannel channel, PayoutRules rules, InstantSource clock) {
    this(rail, new SqlPayouts(sql), channel, rules, clock);
  }

  PayoutEngine(
      String rail,
      PayoutStore store,
      PayoutChannel channel,
      PayoutRules rules,
      InstantSource clock) {
    this.rail = rail;
    this.store = store;
    this.channel = channel;
    this.rules = rules;
    this.clock = clock;
    this.steps = new TransferSteps(rail, store, channel, rules, clock);
  }

  /**
   * What a turn did.
   *
   * @param batch that was made, if one was
   * @param open what is in batches and neither paid nor given up, in the smallest unit
   * @param problems why something could not be done, for people
   */
  public record Turn(
      Optional<Long> batch,
      int signed,
      int broadcast,
      int confirmed,
      long open,
      List<String> problems) {
    /** Whether it made a batch, or signed or sent a transfer. */
    public boolean paid() {
      return batch.isPresent() || signed > 0 || broadcast > 0;
    }

    /** What it did, in one line for people. */
    public String summary() {
      return "%s, %d signed, %d sent, %d confirmed%s"
          .formatted(
              batch.map(number -> "batch " + number).orElse("no batch"),
              signed,
              broadcast,
              confirmed,
              problems.isEmpty() ? "" : "; " + String.join("; ", problems));
    }
  }

  /** A batch as it would be. {@code problems}: why it would not be made; empty if it would. */
  public record DryRun(
      BatchPlan plan,
      PayoutChannel.Funds funds,
      PayoutChannel.Quote quote,
      List<String> problems) {}

  /**
   * Brings everything one step on: looks what became of transfers, sends what is signed, signs what
   * is batched, and makes a batch if it is time to.
   *
   * @param batchNow make one even if it is not time yet
   */
  public synchronized Turn turn(boolean batchNow) {
    var problems = new ArrayList<String>();
    Optional<Long> batch = Optional.empty();
    TransferSteps.Count count = new TransferSteps.Count();
    try {
      steps.settle(Set.of(PayoutStatus.SIGNED, PayoutStatus.BROADCAST), count);
      if (batchNow || isTime()) batch = makeBatch(problems);
      steps.sign(count);
      steps.settle(Set.of(PayoutStatus.SIGNED), count);
    } catch (PayoutException | IllegalStateException e) {
      problems.add(String.valueOf(e.getMessage()));
    }
    problems.addAll(count.problems);
    return new Turn(
        batch, count.signed, count.broadcast, count.confirmed, store.outstanding(rail), problems);
  }

  private boolean isTime() {
    return store
        .lastBatchMs(rail)
        .map(last -> clock.millis() - last >= rules.every().toMillis())
        .orElse(true);
  }

  private long today() {
    return Math.floorDiv(clock.millis(), TimeUnit.DAYS.toMillis(1));
  }

  private Optional<Long> makeBatch(List<String> problems) {
    List<BatchPlan.Open> open = store.open(rail, OPEN_LIMIT);
    if (open.isEmpty()) return Optional.empty();
    DryRun draft = draft(open);
    if (!draft.plan().toHold().isEmpty()) store.hold(rail, draft.plan().toHold(), clock.millis());
    problems.addAll(draft.problems());
    if (!draft.problems().isEmpty() || draft.plan().payments().isEmpty()) return Optional.empty();
    int count = draft.plan().payments().size();
    long feeEach = Math.ceilDiv(draft.quote().fee(), (long) count);
    return Optional.of(
        store.createBatch(rail, draft.plan().payments(), feeEach, clock.millis(), today()));
  }

  /** What a batch would be now. Asks the network, changes nothing. */
  public synchronized DryRun dryRun() {
    return draft(store.open(rail, OPEN_LIMIT));
  }

  private DryRun draft(List<BatchPlan.Open> open) {
    PayoutChannel.Funds funds = channel.funds();
    // What is under way may not have left the account yet.
    long available = Math.max(0, funds.amount() - store.outstanding(rail));
    BatchPlan plan = BatchPlan.of(open, store.spent(rail, today()), available, rules);
    List<Payment> payments =
        plan.payments().stream()
            .map(each -> new Payment(each.references().getFirst(), each.account(), each.amount()))
            .toList();
    PayoutChannel.Quote quote = channel.quote(payments);
    return new DryRun(plan, funds, quote, obstacles(payments.size(), funds, quote));
  }

  private List<String> obstacles(int count, PayoutChannel.Funds funds, PayoutChannel.Quote quote) {
    var obstacles = new ArrayList<String>();
    if (quote.fee() > funds.feeAmount())
      obstacles.add(
          "the fees are estimated at %d, and %s has %d to pay them of"
              .formatted(quote.fee(), channel.account(), funds.feeAmount()));
    if (count > 0 && Math.ceilDiv(quote.fee(), (long) count) > rules.maxFee())
      obstacles.add(
          "a payment is estimated to cost %d, more than the limit of %d"
              .formatted(Math.ceilDiv(quote.fee(), (long) count), rules.maxFee()));
    return obstacles;
  }

  /** How much there is of everything on this rail, today as the engine's clock has it. */
  public PayoutFigures figures() {
    return store.figures(rail, today());
  }

  public PayoutRules rules() {
    return rules;
  }

  public String rail() {
    return rail;
  }

  /** For people: who pays, on what network. */
  public String describe() {
    return channel.account() + " on " + channel.network();
  }
}
