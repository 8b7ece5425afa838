package io.pouw.management.poot;

import io.pouw.ledger.Account;
import io.pouw.ledger.CheckpointState;
import io.pouw.ledger.Conviction;
import io.pouw.ledger.DrawState;
import io.pouw.ledger.DrawStatus;
import io.pouw.ledger.LedgerState;
import io.pouw.ledger.MinerUnits;
import io.pouw.ledger.TaskState;
import io.pouw.plugin.Regime;
import io.pouw.plugin.Role;
import io.pouw.primitives.Address;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads off a ledger what every miner did in a stretch of heights. Work counts in the block that
 * accepted its checkpoint. A later ledger gives the same for the stretch, unless work was convicted
 * and rolled back in between.
 */
public final class ChainRecord {
  private static final BigInteger MEGA = BigInteger.valueOf(1_000_000);

  /** So that sums of two do not overflow. */
  private static final BigInteger MOST = BigInteger.ONE.shiftLeft(61);

  private final long afterHeight;
  private final long toHeight;
  private final SortedMap<Address, Deeds> deeds = new TreeMap<>();

  private ChainRecord(long afterHeight, long toHeight) {
    this.afterHeight = afterHeight;
    this.toHeight = toHeight;
  }

  /** The evidence on all miners, by address. */
  public static SortedMap<Address, ChainEvidence> read(
      LedgerState ledger, long afterHeight, long toHeight) {
    var fold = new ChainRecord(afterHeight, toHeight);
    ledger.accounts().forEach(fold::tickets);
    ledger.tasks().forEach(fold::task);
    var evidence = new TreeMap<Address, ChainEvidence>();
    fold.deeds.forEach((miner, each) -> evidence.put(miner, each.evidence(toHeight)));
    return evidence;
  }

  private void tickets(Address account, Account its) {
    its.ticket(Role.MINER).ifPresent(ticket -> of(account).seen(ticket.height()));
  }

  private void task(TaskState task) {
    boolean proven = task.plan().regime() == Regime.VERIFIED;
    for (CheckpointState each : task.checkpoints()) {
      boolean counts =
          proven && each.accepted() && each.since() > afterHeight && each.since() <= toHeight;
      for (MinerUnits range : each.content().miners()) {
        of(range.miner()).seen(each.height());
        if (counts && !task.convicted(range.miner())) of(range.miner()).worked(task, range.units());
      }
      for (DrawState draw : each.draws())
        if (draw.status() == DrawStatus.VALID && draw.since() <= toHeight) of(draw.miner()).held++;
    }
    for (Conviction each : task.convictions())
      if (each.role() == Role.MINER && each.height() <= toHeight) of(each.offender()).convictions++;
  }

  private Deeds of(Address miner) {
    return deeds.computeIfAbsent(miner, each -> new Deeds());
  }

  /** What one miner did, while it is being counted. */
  private static final class Deeds {
    private final SortedMap<String, Long> units = new TreeMap<>();
    private final SortedMap<String, BigInteger> flops = new TreeMap<>();
    private long held;
    private long convictions;
    private long first = Long.MAX_VALUE;

    void seen(long height) {
      first = Math.min(first, height);
    }

    void worked(TaskState task, long more) {
      String type = task.body().taskType();
      units.merge(type, more, Math::addExact);
      BigInteger weight =
          BigInteger.valueOf(more).multiply(BigInteger.valueOf(task.plan().unitWeight()));
      flops.merge(type, weight, BigInteger::add);
    }

    ChainEvidence evidence(long toHeight) {
      var work = new ArrayList<TypeWork>();
      flops.forEach((type, sum) ->
          work.add(
              new TypeWork(
                  type,
                  units.getOrDefault(type, 0L),
                  sum.divide(MEGA).max(BigInteger.ONE).min(MOST).longValueExact())));
      return new ChainEvidence(work, held, convictions, Math.max(0, toHeight - first));
    }
  }
}
