package io.pouw.ledger;

import io.pouw.plugin.FinalizedView;
import io.pouw.primitives.Address;
import io.pouw.primitives.CodecException;
import io.pouw.primitives.Hash;
import io.pouw.primitives.KeyPair;
import io.pouw.primitives.TrieEntry;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.pcollections.TreePMap;
import org.pcollections.TreePSet;

/**
 * The ledger after a block: an immutable value that shares all that did not change with the ledger
 * before it, so keeping many costs little. Safe for any thread.
 *
 * <p>A block is executed in two steps: its transactions in their order, then what the block's
 * beacon and the passing of heights bring about ({@link EndOfBlock}). After both, all money there
 * is equals genesis plus minted less burned, or {@link IllegalStateException} is thrown: the node
 * has to stop.
 */
public final class LedgerState implements FinalizedView {
  private final Chain chain;
  private final Head head;
  private final LedgerTables tables;

  LedgerState(Chain chain, Head head, LedgerTables tables) {
    this.chain = chain;
    this.head = head;
    this.tables = tables;
  }

  /** The ledger at height 0. */
  public static LedgerState genesis(Genesis genesis) {
    return new LedgerState(Chain.of(genesis), genesis.block(), LedgerTables.genesis(genesis));
  }

  /**
   * The ledger behind a view.
   *
   * @throws IllegalArgumentException if there is another one behind it
   */
  public static LedgerState of(FinalizedView view) {
    if (view instanceof LedgerState state) return state;
    throw new IllegalArgumentException("a view that is no ledger state: " + view.getClass());
  }

  /**
   * The ledger whose {@link #entries} these are, in any order.
   *
   * @throws io.pouw.primitives.CodecException for entries that are none, or not all of a ledger's
   */
  public static LedgerState restore(Genesis genesis, Iterable<StateEntry> entries) {
    var reader = new StateReader();
    entries.forEach(reader::read);
    return new LedgerState(Chain.of(genesis), reader.head(), reader.tables(genesis));
  }

  /**
   * The ledger after a block whose state these entries are, all but the head, in any order.
   *
   * @throws io.pouw.primitives.CodecException for entries that are not those of the header's state
   *     root, or that no ledger could have
   */
  public static LedgerState restore(
      Genesis genesis, BlockHeader header, Iterable<TrieEntry> entries) {
    var reader = new StateReader();
    for (TrieEntry each : entries) reader.read(new StateEntry(each.key(), each.value()));
    var state = new LedgerState(Chain.of(genesis), Head.of(header), reader.tables(genesis));
    if (!state.stateRoot().equals(header.stateRoot()))
      throw new CodecException(
          "a state with the root %s, expected %s of block %d"
              .formatted(state.stateRoot(), header.stateRoot(), header.height()));
    return state;
  }

  /**
   * Executes a block that somebody else built.
   *
   * @throws InvalidBlockException saying what is wrong with it; the ledger is as before
   */
  public Transition apply(Block block) {
    return BlockExecutor.apply(this, block);
  }

  /**
   * Builds the next block of the candidates that apply, in their order, as long as there is room.
   *
   * @param view above the head's view, one of the running epoch, led by the proposer
   * @param timestampMs the proposer's clock; taken as one over the head's if it is behind that
   * @throws IllegalArgumentException if the key is not that of the view's leader or the view is not
   *     one of those
   */
  public Built build(long view, long timestampMs, KeyPair proposer, List<Transaction> candidates) {
    return BlockBuilder.build(this, view, timestampMs, proposer, candidates);
  }

  /**
   * Why a mempool should refuse a transaction; empty if it applies now, or may apply when its
   * nonce, which is ahead, has its turn.
   */
  public Optional<String> admit(Transaction transaction) {
    var trial = trial();
    try {
      TransactionRules.apply(trial, transaction);
      return Optional.empty();
    } catch (Refusal refused) {
      if (!refused.ahead()) return Optional.of(refused.reason());
    }
    try {
      TransactionRules.checkAhead(trial, transaction);
      return Optional.empty();
    } catch (Refusal refused) {
      return Optional.of(refused.reason());
    }
  }

  /** The same for a transaction whose signature was checked before and whose nonce is not ahead. */
  Optional<String> readmit(Transaction transaction) {
    var trial = trial();
    try {
      TransactionRules.applySigned(trial, transaction);
      return Optional.empty();
    } catch (Refusal refused) {
      return Optional.of(refused.reason());
    }
  }

  /** The least fee that a transaction has to pay, in base units. */
  public long leastFee(TransactionBody body) {
    return TransactionRules.leastFee(body, parameters());
  }

  private Execution trial() {
    return new Execution(this, head.view() + 1, beacon(), validators().getFirst().address());
  }

  public Hash stateRoot() {
    return tables.tree().root();
  }

  /** The proof that an entry is under {@link #stateRoot}; empty if there is no such entry there. */
  public Optional<StateProof> proof(StateKey key) {
    return tables.value(key).flatMap(value -> tables.tree().proof(key, value));
  }

  /** All that has to be stored to have this ledger again, in key order. */
  public List<StateEntry> entries() {
    return tables.entries(head);
  }

  /** The stored value of one entry. */
  public Optional<byte[]> entry(StateKey key) {
    return key.equals(StateKey.head()) ? Optional.of(head.toBytes()) : tables.value(key);
  }

  @Override
  public Hash chainId() {
    return chain.id();
  }

  @Override
  public long height() {
    return head.height();
  }

  @Override
  public Hash beacon() {
    return head.beacon();
  }

  public Head head() {
    return head;
  }

  public Genesis genesis() {
    return chain.genesis();
  }

  public Parameters parameters() {
    return chain.genesis().parameters();
  }

  /** The epoch of the next block. */
  public EpochState epoch() {
    return tables.validators().epoch();
  }

  /** Those who validate the next block. */
  public List<Validator> validators() {
    return epoch().validators();
  }

  /** What the validators of the running epoch did with the views that they led. */
  public Attendance attendance() {
    return tables.validators().attendance();
  }

  /** What an account is as a validator, if it ever was one or asked to be. */
  public Optional<Registration> registration(Address address) {
    return tables.validators().registration(address);
  }

  /** All that ever validated or asked to, by address. */
  public SortedMap<Address, Registration> registrations() {
    return Collections.unmodifiableSortedMap(tables.validators().registrations());
  }

  public Supply supply() {
    return tables.supply();
  }

  public Optional<Account> account(Address address) {
    return Optional.ofNullable(tables.accounts().get(address));
  }

  public SortedMap<Address, Account> accounts() {
    return Collections.unmodifiableSortedMap(tables.accounts());
  }

  public Optional<TaskState> task(Hash id) {
    return Optional.ofNullable(tables.tasks().get(id));
  }

  /** All tasks by id, those that are over included. */
  public Collection<TaskState> tasks() {
    return tables.tasks().values();
  }

  /** The tasks that are not over, by id. */
  public List<TaskState> activeTasks() {
    return tables.active().stream().map(id -> task(id).orElseThrow()).toList();
  }

  Chain chain() {
    return chain;
  }

  LedgerTables tables() {
    return tables;
  }

  TreePMap<Address, Account> accountMap() {
    return tables.accounts();
  }

  TreePMap<Hash, TaskState> taskMap() {
    return tables.tasks();
  }

  TreePSet<Hash> active() {
    return tables.active();
  }

  TreePMap<Long, TreePSet<Address>> releases() {
    return tables.releases();
  }
}
