package io.pouw.ledger;

import io.pouw.primitives.Address;
import io.pouw.primitives.Hash;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** An executed block before its header is known: the new tables and what changed in them. */
record BlockOutcome(
    LedgerState before,
    LedgerTables tables,
    List<StateEntryChange> changes,
    List<LedgerEvent> events,
    List<Mined> mined) {

  /** Runs the end of the block, checks conservation and hashes what changed. */
  static BlockOutcome of(Execution block) {
    EndOfBlock.run(block);
    LedgerTables old = block.before().tables();
    Books books = block.books();
    var changes = new ArrayList<StateEntryChange>();
    long holdings = old.holdings();
    for (Address each : books.touched()) {
      Optional<Account> now = Optional.ofNullable(books.accounts().get(each));
      Optional<Account> then = Optional.ofNullable(old.accounts().get(each));
      holdings = Math.addExact(holdings, Math.subtractExact(total(now), total(then)));
      if (now.isPresent() && !now.equals(then))
        changes.add(present(StateKey.account(each), now.get().toBytes()));
    }
    for (Hash each : block.touched()) {
      Optional<TaskState> now = Optional.ofNullable(block.tasks().get(each));
      Optional<TaskState> then = Optional.ofNullable(old.tasks().get(each));
      holdings = Math.addExact(holdings, Math.subtractExact(held(now), held(then)));
      if (now.isPresent()) taskChanges(then, now.get(), changes);
    }
    if (!books.supply().equals(old.supply()))
      changes.add(present(StateKey.supply(), books.supply().toBytes()));
    validatorChanges(old.validators(), block.validators(), changes);
    var tables =
        new LedgerTables(
            books.accounts(),
            block.tasks(),
            block.active(),
            books.releases(),
            books.supply(),
            block.validators(),
            old.tree().after(changes),
            holdings);
    tables.checkConservation();
    return new BlockOutcome(block.before(), tables, changes, books.events(), block.mined());
  }

  private static void validatorChanges(
      Validators then, Validators now, List<StateEntryChange> changes) {
    if (!now.epoch().equals(then.epoch()))
      changes.add(present(StateKey.epoch(), now.epoch().toBytes()));
    if (!now.attendance().equals(then.attendance()))
      changes.add(present(StateKey.attendance(), now.attendance().toBytes()));
    if (now.registrations().equals(then.registrations())) return;
    now.registrations()
        .forEach((address, its) -> {
          if (!its.equals(then.registrations().get(address)))
            changes.add(present(StateKey.validator(address), its.toBytes()));
        });
  }

  private static long total(Optional<Account> account) {
    return account.map(Account::total).orElse(0L);
  }

  private static long held(Optional<TaskState> task) {
    return task.map(TaskState::held).orElse(0L);
  }

  private static void taskChanges(
      Optional<TaskState> then, TaskState now, List<StateEntryChange> changes) {
    changes.add(present(StateKey.task(now.id()), now.toBytes()));
    List<CheckpointState> old = then.map(TaskState::checkpoints).orElse(List.of());
    for (CheckpointState each : now.checkpoints())
      if (each.index() >= old.size() || !old.get(each.index()).equals(each))
        changes.add(present(StateKey.checkpoint(now.id(), each.index()), each.toBytes()));
    for (int gone = now.checkpoints().size(); gone < old.size(); gone++)
      changes.add(
          new StateEntryChange(StateKey.checkpoint(now.id(), gone).toBytes(), Optional.empty()));
  }

  private static StateEntryChange present(StateKey key, byte[] value) {
    return new StateEntryChange(key.toBytes(), Optional.of(value));
  }

  Hash stateRoot() {
    return tables.tree().root();
  }

  Transition seal(BlockHeader header) {
    Head head = Head.of(header);
    var all = new ArrayList<>(changes);
    all.add(present(StateKey.head(), head.toBytes()));
    all.sort(Comparator.comparing((StateEntryChange each) -> StateKey.of(each.key())));
    var after = new LedgerState(before.chain(), head, tables);
    return new Transition(after, all, events, mined);
  }
}
