package io.pouw.management;

import io.pouw.ledger.Account;
import io.pouw.ledger.CheckpointState;
import io.pouw.ledger.Conviction;
import io.pouw.ledger.DrawState;
import io.pouw.ledger.DrawStatus;
import io.pouw.ledger.LedgerState;
import io.pouw.ledger.TaskState;
import io.pouw.ledger.Ticket;
import io.pouw.plugin.Role;
import io.pouw.primitives.Address;
import io.pouw.work.WorkerPerformance;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All workers of the network: accounts that hold a ticket, or have done or been caught at something
 * in a task. A fold over one view of the ledger and what this node has seen of answers; nothing is
 * remembered between views. Immutable.
 */
public final class WorkerRegistry {
  private final SortedMap<Address, Worker> workers;

  private WorkerRegistry(SortedMap<Address, Worker> workers) {
    this.workers = workers;
  }

  /**
   * The registry at a view.
   *
   * @param standings what this node's supervisor knows; empty on other nodes
   */
  public static WorkerRegistry of(
      LedgerState ledger, Map<Address, WorkerPerformance.Standing> standings) {
    var deeds = new TreeMap<Address, Deeds>();
    for (TaskState task : ledger.tasks()) count(task, deeds);
    ledger.accounts().forEach((address, account) -> countTickets(address, account, deeds));
    var workers = new TreeMap<Address, Worker>();
    deeds.forEach((address, deed) ->
        ledger
            .account(address)
            .map(account -> worker(address, account, deed, standings))
            .ifPresent(worker -> workers.put(address, worker)));
    return new WorkerRegistry(workers);
  }

  /** All workers in increasing address. */
  public List<Worker> workers() {
    return List.copyOf(workers.values());
  }

  /** The workers with a ticket for a role, in increasing address. */
  public List<Worker> workers(Role role) {
    return workers.values().stream().filter(each -> each.preferences().containsKey(role)).toList();
  }

  public Optional<Worker> worker(Address address) {
    return Optional.ofNullable(workers.get(address));
  }

  private static Worker worker(
      Address address,
      Account account,
      Deeds deeds,
      Map<Address, WorkerPerformance.Standing> standings) {
    var preferences = new EnumMap<Role, String>(Role.class);
    for (Ticket each : account.tickets())
      preferences.put(each.role(), new String(each.preferences(), StandardCharsets.UTF_8));
    return new Worker(
        address,
        Map.copyOf(preferences),
        account.stake(),
        account.earned(),
        account.slashed(),
        deeds.verified,
        deeds.rejected,
        deeds.lastSeen,
        Optional.ofNullable(standings.get(address)));
  }

  private static void countTickets(Address address, Account account, Map<Address, Deeds> deeds) {
    for (Ticket each : account.tickets()) deedsOf(address, deeds).seen(each.height());
  }

  private static void count(TaskState task, Map<Address, Deeds> deeds) {
    for (CheckpointState each : task.checkpoints()) count(each, deeds);
    for (Conviction each : task.convictions())
      if (each.role() == Role.MINER) deedsOf(each.offender(), deeds).rejected++;
    task.evaluations().forEach(each -> deedsOf(each.evaluator(), deeds).seen(each.height()));
  }

  private static void count(CheckpointState checkpoint, Map<Address, Deeds> deeds) {
    long height = checkpoint.height();
    checkpoint.endorsers().forEach(each -> deedsOf(each, deeds).seen(height));
    checkpoint.content().miners().forEach(each -> deedsOf(each.miner(), deeds).seen(height));
    for (DrawState draw : checkpoint.draws()) {
      if (draw.status() == DrawStatus.VALID) deedsOf(draw.miner(), deeds).verified++;
      draw.opening().ifPresent(each -> deedsOf(each.by(), deeds).seen(each.height()));
      draw.attestations().forEach(each -> deedsOf(each.verifier(), deeds).seen(each.height()));
    }
  }

  private static Deeds deedsOf(Address address, Map<Address, Deeds> deeds) {
    return deeds.computeIfAbsent(address, each -> new Deeds());
  }

  /** What one worker did, while it is being counted. */
  private static final class Deeds {
    private long verified;
    private long rejected;
    private long lastSeen;

    void seen(long height) {
      lastSeen = Math.max(lastSeen, height);
    }
  }
}
