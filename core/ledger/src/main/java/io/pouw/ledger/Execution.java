package io.pouw.ledger;

import io.pouw.primitives.Address;
import io.pouw.primitives.Hash;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.pcollections.TreePMap;
import org.pcollections.TreePSet;

/** A block being executed on top of a ledger: what the rules read and write. Never kept. */
final class Execution {
  private final LedgerState before;
  private final long height;
  private final long view;
  private final Hash beacon;
  private final Address proposer;
  private final Books books;
  private final List<Mined> mined = new ArrayList<>();
  private final TreeSet<Hash> touched = new TreeSet<>();
  private TreePMap<Hash, TaskState> tasks;
  private TreePSet<Hash> active;
  private Validators validators;

  /** Where one can go back to. Units are mined at the end of a block only, past all savepoints. */
  record Savepoint(
      Books.Savepoint books,
      TreePMap<Hash, TaskState> tasks,
      TreePSet<Hash> active,
      Validators validators) {}

  Execution(LedgerState before, long view, Hash beacon, Address proposer) {
    this.before = before;
    this.view = view;
    this.height = before.height() + 1;
    this.beacon = beacon;
    this.proposer = proposer;
    books = new Books(height, before.accountMap(), before.releases(), before.supply());
    tasks = before.taskMap();
    active = before.active();
    validators = before.tables().validators();
  }

  Savepoint savepoint() {
    return new Savepoint(books.savepoint(), tasks, active, validators);
  }

  void rollBack(Savepoint to) {
    books.rollBack(to.books());
    tasks = to.tasks();
    active = to.active();
    validators = to.validators();
  }

  LedgerState before() {
    return before;
  }

  Hash chainId() {
    return before.chainId();
  }

  Parameters parameters() {
    return before.parameters();
  }

  long parameter(Parameter parameter) {
    return parameters().get(parameter);
  }

  long height() {
    return height;
  }

  long view() {
    return view;
  }

  Hash beacon() {
    return beacon;
  }

  Address proposer() {
    return proposer;
  }

  Books books() {
    return books;
  }

  Validators validators() {
    return validators;
  }

  void put(Validators changed) {
    validators = changed;
  }

  /** The task, or a refusal. */
  TaskState task(Hash id) {
    TaskState found = tasks.get(id);
    if (found == null) throw new Refusal("there is no task " + id);
    return found;
  }

  /** The task of a stage, or a refusal. */
  TaskState task(Hash id, TaskStatus expected) {
    TaskState found = task(id);
    if (found.status() != expected)
      throw new Refusal(
          "task %s is %s, expected %s".formatted(id.abbreviated(), found.status(), expected));
    return found;
  }

  void put(TaskState task) {
    tasks = tasks.plus(task.id(), task);
    active = task.status().isFinal() ? active.minus(task.id()) : active.plus(task.id());
    touched.add(task.id());
  }

  /** Edits a task that is there; returns it as it is then. */
  TaskState change(Hash id, Consumer<TaskDraft> edit) {
    TaskState changed = task(id).change(edit);
    put(changed);
    return changed;
  }

  /** Stake weight of a verifier: at least 1, so that a jury is never without weight. */
  long weight(Address verifier) {
    return Math.max(1, books.account(verifier).slashable());
  }

  void mine(Mined unit) {
    mined.add(unit);
  }

  /** Whether the header has no room for another mined unit; it waits a block then. */
  boolean minedFull() {
    return mined.size() >= BlockHeader.MAX_MINED;
  }

  List<Mined> mined() {
    return mined;
  }

  TreePMap<Hash, TaskState> tasks() {
    return tasks;
  }

  TreePSet<Hash> active() {
    return active;
  }

  SortedSet<Hash> touched() {
    return touched;
  }
}
