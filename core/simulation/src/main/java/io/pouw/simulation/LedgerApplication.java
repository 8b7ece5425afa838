package io.pouw.simulation;

import io.pouw.consensus.Candidate;
import io.pouw.consensus.CandidateCodec;
import io.pouw.ledger.Account;
import io.pouw.ledger.Genesis;
import io.pouw.ledger.GenesisAccount;
import io.pouw.ledger.GenesisValidator;
import io.pouw.ledger.LedgerState;
import io.pouw.ledger.Parameters;
import io.pouw.ledger.TaskState;
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
  private static final long RICHES = 100_000 * Amounts.PAI;
  private static final int REMEMBERED_STATES = 1_024;
  private static final int REMEMBERED_BLOCKS = 64;

  private final Genesis genesis;
  private final LedgerBlock.Genesis root;
  private final Set<Address> honest = new TreeSet<>();
  private final SharedExecution execution = new SharedExecution();
  private final Map<Hash, LedgerState> finalStates = bounded(REMEMBERED_STATES);
  private final Map<Bytes, LedgerBlock> decoded = bounded(REMEMBERED_BLOCKS);
  private LedgerState reference;

  /** Bytes by identity: a broadcast block is read once. */
  private record Bytes(byte[] array) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Bytes bytes && bytes.array == array;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(array);
    }
  }

  LedgerApplication(Scenario scenario) {
    genesis = genesis(scenario);
    reference = LedgerState.genesis(genesis);
    root = new LedgerBlock.Genesis(reference.head());
    finalStates.put(root.id(), reference);
    for (int i = 0; i < scenario.validators(); i++)
      if (!scenario.byzantine().containsKey(i)) honest.add(SimulatedKeys.of(i).address());
    for (int i = 0; i < scenario.load().clients(); i++) honest.add(client(i).address());
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
    return new Genesis(
        "simulation " + scenario.seed(), EPOCH_MS, Parameters.DEFAULTS, validators, accounts);
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
    return bytes -> decoded.computeIfAbsent(new Bytes(bytes), _ -> LedgerBlock.decode(bytes));
  }

  @Override
  public Part open(int node) {
    return new LedgerPart(this, SimulatedKeys.of(node));
  }

  /**
   * The state after the last of these final blocks, read back from its entries as after a start in
   * production.
   */
  LedgerState stored(List<Candidate> blocks) {
    Hash head = blocks.isEmpty() ? root.id() : blocks.getLast().id();
    LedgerState kept = finalStates.get(head);
    if (kept == null)
      throw new IllegalStateException("the state of " + head + " is too old to be kept");
    LedgerState read = LedgerState.restore(genesis, kept.entries());
    Invariants.require(
        read.stateRoot().equals(kept.stateRoot()),
        "storage: the ledger of height %d is another one when read back".formatted(kept.height()));
    return read;
  }

  @Override
  public void finalizedFirst(Candidate block) {
    var finalized = ((LedgerBlock) block).block();
    try {
      reference = execution.apply(reference, finalized).after();
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
