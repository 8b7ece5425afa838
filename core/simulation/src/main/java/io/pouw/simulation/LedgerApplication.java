package io.pouw.simulation;

import io.pouw.consensus.Candidate;
import io.pouw.consensus.CandidateCodec;
import io.pouw.consensus.Epoch;
import io.pouw.consensus.Validator;
import io.pouw.consensus.ValidatorSet;
import io.pouw.ledger.Account;
import io.pouw.ledger.Block;
import io.pouw.ledger.EpochState;
import io.pouw.ledger.Genesis;
import io.pouw.ledger.GenesisAccount;
import io.pouw.ledger.GenesisValidator;
import io.pouw.ledger.LedgerState;
import io.pouw.ledger.Mempool;
import io.pouw.ledger.Parameter;
import io.pouw.ledger.Parameters;
import io.pouw.ledger.TaskState;
import io.pouw.ledger.Transaction;
import io.pouw.ledger.Transition;
import io.pouw.primitives.Address;
import io.pouw.primitives.Amounts;
import io.pouw.primitives.Hash;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The ledger of production as what a network orders: its state, its mempool, its builder and its
 * executor, with the real codec of blocks.
 */
final class LedgerApplication implements Application {
  /** Unix milliseconds at the beginning of virtual time. */
  static final long EPOCH_MS = 1_700_000_000_000L;

  private static final int FIRST_CLIENT = 1_000_000;

  /** Room for fewer transactions than there are lively clients, so that runs see it full. */
  private static final Mempool.Limits TIGHT = new Mempool.Limits(6, 64 << 10, 4, 16 << 10);

  private static final Mempool.Limits SMALL = new Mempool.Limits(64, 64 << 10, 16, 16 << 10);

  private static final long RICHES = 100_000 * Amounts.PAI;
  private static final int REMEMBERED_STATES = 1_024;
  private static final int REMEMBERED_LIES = 1 << 14;

  private final Genesis genesis;
  private final Mempool.Limits mempool;
  private final LedgerBlock.Genesis root;
  private final Set<Address> honest = new TreeSet<>();
  private final SharedExecution execution = new SharedExecution();
  private final Map<Hash, LedgerState> finalStates = bounded(REMEMBERED_STATES);
  private final Map<Hash, Boolean> invalid = bounded(REMEMBERED_LIES);
  private final Map<Hash, Boolean> bad = bounded(REMEMBERED_LIES);
  private final DecodedBlocks decoded = new DecodedBlocks();
  private LedgerState reference;

  LedgerApplication(Scenario scenario) {
    genesis = genesis(scenario);
    mempool = limits(scenario);
    reference = LedgerState.genesis(genesis);
    root = new LedgerBlock.Genesis(reference.head());
    finalStates.put(root.id(), reference);
    for (int i = 0; i < scenario.validators(); i++)
      if (!scenario.byzantine().containsKey(i)) honest.add(SimulatedKeys.of(i).address());
    for (int i = 0; i < scenario.load().clients(); i++) honest.add(client(i).address());
  }

  private static Mempool.Limits limits(Scenario scenario) {
    if (scenario.workload() == Scenario.Workload.ROUNDS) return Mempool.Limits.DEFAULTS;
    return scenario.load().equals(Scenario.Load.LIVELY) ? TIGHT : SMALL;
  }

  private static <K, V> Map<K, V> bounded(int most) {
    return new LinkedHashMap<>() {
      @Override
      protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > most;
      }
    };
  }

  private static Genesis genesis(Scenario scenario) {
    var validators = new ArrayList<GenesisValidator>();
    for (int i = 0; i < scenario.validators(); i++)
      validators.add(
          new GenesisValidator(
              "validator " + i,
              SimulatedKeys.of(i).publicKey(),
              Math.multiplyExact(scenario.stakes().get(i), 10 * Amounts.PAI),
              RICHES));
    var accounts = new ArrayList<GenesisAccount>();
    for (int i = 0; i < scenario.load().clients(); i++)
      accounts.add(new GenesisAccount(client(i).address(), RICHES, "client " + i));
    for (int i = scenario.validators(); i < scenario.nodes(); i++)
      accounts.add(new GenesisAccount(SimulatedKeys.of(i).address(), RICHES, "node " + i));
    return new Genesis(
        "simulation " + scenario.seed(), EPOCH_MS, parameters(scenario), validators, accounts);
  }

  /** Nobody is jailed where some are Byzantine: those would be a third of the rest. */
  private static Parameters parameters(Scenario scenario) {
    Parameters chosen = Parameters.DEFAULTS;
    if (scenario.epochBlocks() > 0)
      chosen = chosen.with(Parameter.EPOCH_BLOCKS, scenario.epochBlocks());
    return scenario.byzantine().isEmpty()
        ? chosen.with(Parameter.DOWNTIME_VIEWS, 4)
        : chosen.with(Parameter.DOWNTIME_VIEWS, 1_000_000);
  }

  static io.pouw.primitives.KeyPair client(int number) {
    return SimulatedKeys.of(FIRST_CLIENT + number);
  }

  Hash chainId() {
    return reference.chainId();
  }

  /** The state after the highest block that any honest node has finalised. */
  LedgerState reference() {
    return reference;
  }

  SharedExecution execution() {
    return execution;
  }

  @Override
  public Candidate genesis() {
    return root;
  }

  @Override
  public CandidateCodec codec() {
    return decoded;
  }

  @Override
  public Epoch epochAfter(Candidate finalized) {
    return epoch(stateOf(finalized.id()));
  }

  /** The epoch of the block after this state. */
  static Epoch epoch(LedgerState state) {
    EpochState its = state.epoch();
    var validators =
        its.validators().stream().map(each -> new Validator(each.key(), each.power())).toList();
    return new Epoch(
        its.number(), ValidatorSet.of(validators), its.seed(), its.firstHeight(), its.lastHeight());
  }

  private LedgerState stateOf(Hash block) {
    LedgerState kept = finalStates.get(block);
    return kept != null
        ? kept
        : execution
            .after(block)
            .orElseThrow(
                () -> new IllegalStateException("the state of " + block + " is not kept any more"));
  }

  @Override
  public Part open(int node) {
    return new LedgerPart(this, SimulatedKeys.of(node), mempool);
  }

  /**
   * The state after the last of these final blocks, read back from its entries as after a start in
   * production.
   */
  LedgerState stored(List<Candidate> blocks) {
    Hash head = blocks.isEmpty() ? root.id() : blocks.getLast().id();
    LedgerState kept = stateOf(head);
    LedgerState read = LedgerState.restore(genesis, kept.entries());
    Invariants.require(
        read.stateRoot().equals(kept.stateRoot()),
        "storage: the ledger of height %d is another one when read back".formatted(kept.height()));
    return read;
  }

  /** From now on it is an error if this one loses stake. */
  void trust(Address address) {
    honest.add(address);
  }

  /** Takes note of a block that breaks the rules on purpose; gives it back. */
  Block knownInvalid(Block block) {
    invalid.put(block.id(), true);
    return block;
  }

  /** Takes note of a transaction that no node may take. */
  Transaction knownBad(Transaction transaction) {
    bad.put(transaction.id(), true);
    return transaction;
  }

  private void requireGood(Block block) {
    Invariants.require(
        !invalid.containsKey(block.id()), "validity: a block was finalised that is known as bad");
    for (Transaction each : block.transactions())
      Invariants.require(
          !bad.containsKey(each.id()),
          "validity: a %s was finalised that no node may take".formatted(each.body().kindName()));
  }

  @Override
  public void finalizedFirst(Candidate block) {
    var finalized = ((LedgerBlock) block).block();
    requireGood(finalized);
    Epoch its = epoch(reference);
    Invariants.require(
        its.leaders().leader(block.view()).key().equals(finalized.header().proposer()),
        "validity: " + block + " was finalised, whose proposer did not lead");
    try {
      Transition transition = execution.apply(reference, finalized);
      MintCheck.check(reference, transition);
      reference = transition.after();
    } catch (io.pouw.ledger.InvalidBlockException e) {
      Invariants.fail("validity: " + block + " was finalised: " + e.getMessage());
    }
    finalStates.put(block.id(), reference);
    checkMoney();
    for (Address each : honest)
      Invariants.require(
          reference.account(each).map(Account::slashed).orElse(0L) == 0,
          "slashing: the honest " + each + " has lost stake at height " + block.height());
  }

  /** Adds everything up anew, beside the running sum that the ledger keeps itself. */
  private void checkMoney() {
    long held = 0;
    for (Account each : reference.accounts().values()) held = Math.addExact(held, each.total());
    for (TaskState each : reference.tasks()) held = Math.addExact(held, each.held());
    Invariants.require(
        held == reference.supply().total(),
        "supply: %d base units are held and %d there are, at height %d"
            .formatted(held, reference.supply().total(), reference.height()));
  }
}
