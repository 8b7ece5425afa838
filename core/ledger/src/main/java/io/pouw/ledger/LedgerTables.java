package io.pouw.ledger;

import io.pouw.primitives.Address;
import io.pouw.primitives.Amounts;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Hash;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.pcollections.TreePMap;
import org.pcollections.TreePSet;

/**
 * Everything that blocks change, as persistent maps, and the tree over it.
 *
 * @param active tasks that are not over
 * @param releases who has stake coming free at which height; may name some that have none left
 * @param holdings all money in accounts and behind tasks, kept up to date by what changes
 */
record LedgerTables(
    TreePMap<Address, Account> accounts,
    TreePMap<Hash, TaskState> tasks,
    TreePSet<Hash> active,
    TreePMap<Long, TreePSet<Address>> releases,
    Supply supply,
    Validators validators,
    StateTree tree,
    long holdings) {

  static LedgerTables genesis(Genesis genesis) {
    TreePMap<Address, Account> accounts = TreePMap.empty();
    for (GenesisValidator each : genesis.validators())
      accounts =
          accounts.plus(
              each.key().address(),
              Account.EMPTY.withBalance(each.initialBalance()).withStake(each.stake(), List.of()));
    for (GenesisAccount each : genesis.accounts())
      accounts = accounts.plus(each.address(), Account.EMPTY.withBalance(each.balance()));
    var supply = new Supply(genesis.supply(), 0, 0);
    return of(accounts, TreePMap.empty(), supply, Validators.genesis(genesis));
  }

  /** The tables with all that follows from accounts and tasks computed anew. */
  static LedgerTables of(
      TreePMap<Address, Account> accounts,
      TreePMap<Hash, TaskState> tasks,
      Supply supply,
      Validators validators) {
    TreePSet<Hash> active = TreePSet.empty();
    TreePMap<Long, TreePSet<Address>> releases = TreePMap.empty();
    long holdings = 0;
    for (TaskState each : tasks.values()) {
      if (!each.status().isFinal()) active = active.plus(each.id());
      holdings = Math.addExact(holdings, each.held());
    }
    for (var each : accounts.entrySet()) {
      holdings = Math.addExact(holdings, each.getValue().total());
      for (Unbonding part : each.getValue().unbonding()) {
        var then = releases.getOrDefault(part.releaseHeight(), TreePSet.empty());
        releases = releases.plus(part.releaseHeight(), then.plus(each.getKey()));
      }
    }
    var bare =
        new LedgerTables(
            accounts, tasks, active, releases, supply, validators, StateTree.EMPTY, holdings);
    bare.checkConservation();
    return bare.withTree();
  }

  private LedgerTables withTree() {
    var all =
        stateEntries().stream()
            .map(each -> new StateEntryChange(each.key(), Optional.of(each.value())))
            .toList();
    return new LedgerTables(
        accounts,
        tasks,
        active,
        releases,
        supply,
        validators,
        StateTree.EMPTY.after(all),
        holdings);
  }

  /**
   * Always on.
   *
   * @throws IllegalStateException if money came from nowhere or went there
   */
  void checkConservation() {
    if (holdings != supply.total())
      throw new IllegalStateException(
          "money is not conserved: accounts, stakes and escrows hold %s PAI, genesis + minted - burned is %s PAI"
              .formatted(Amounts.format(holdings), Amounts.format(supply.total())));
  }

  List<StateEntry> entries(Head head) {
    var all = new ArrayList<>(stateEntries());
    all.add(new StateEntry(StateKey.head().toBytes(), head.toBytes()));
    return inOrder(all);
  }

  private List<StateEntry> stateEntries() {
    var all = new ArrayList<StateEntry>();
    accounts.forEach(
        (address, account) -> all.add(entry(StateKey.account(address), account.toBytes())));
    for (TaskState task : tasks.values()) {
      all.add(entry(StateKey.task(task.id()), task.toBytes()));
      for (CheckpointState each : task.checkpoints())
        all.add(entry(StateKey.checkpoint(task.id(), each.index()), each.toBytes()));
    }
    all.add(entry(StateKey.supply(), supply.toBytes()));
    all.add(entry(StateKey.epoch(), validators.epoch().toBytes()));
    all.add(entry(StateKey.attendance(), validators.attendance().toBytes()));
    validators
        .registrations()
        .forEach((address, its) -> all.add(entry(StateKey.validator(address), its.toBytes())));
    return inOrder(all);
  }

  private static StateEntry entry(StateKey key, byte[] value) {
    return new StateEntry(key.toBytes(), value);
  }

  private static List<StateEntry> inOrder(List<StateEntry> entries) {
    return entries.stream()
        .sorted(Comparator.comparing((StateEntry each) -> StateKey.of(each.key())))
        .toList();
  }

  /** The encoding of an entry under the state root. */
  Optional<byte[]> value(StateKey key) {
    var in = new Decoder(key.toBytes());
    return switch ((byte) in.u8()) {
      case StateKey.ACCOUNT ->
          Optional.ofNullable(accounts.get(in.address())).map(Account::toBytes);
      case StateKey.TASK -> Optional.ofNullable(tasks.get(in.hash())).map(TaskState::toBytes);
      case StateKey.CHECKPOINT ->
          Optional.ofNullable(tasks.get(in.hash()))
              .flatMap(task -> checkpoint(task, in.u32()))
              .map(CheckpointState::toBytes);
      case StateKey.SUPPLY -> Optional.of(supply.toBytes());
      case StateKey.EPOCH -> Optional.of(validators.epoch().toBytes());
      case StateKey.ATTENDANCE -> Optional.of(validators.attendance().toBytes());
      case StateKey.VALIDATOR -> validators.registration(in.address()).map(Registration::toBytes);
      default -> Optional.empty();
    };
  }

  private static Optional<CheckpointState> checkpoint(TaskState task, int index) {
    return index < task.checkpoints().size()
        ? Optional.of(task.checkpoints().get(index))
        : Optional.empty();
  }
}
