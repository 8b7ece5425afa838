package io.pouw.ledger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.plugin.Role;
import io.pouw.plugin.Signer;
import io.pouw.primitives.Address;
import io.pouw.primitives.Amounts;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Hash;
import io.pouw.primitives.KeyPair;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A chain that grows block by block. Every block is built, sent through the codec and applied; both
 * ways have to agree, and so does the ledger restored from its entries.
 */
final class TestChain {
  static final List<String> MINERS = List.of("miner0", "miner1", "miner2", "miner3");
  static final List<String> SUPERVISORS = List.of("supervisor0", "supervisor1");
  static final List<String> VERIFIERS = List.of("verifier0", "verifier1", "verifier2");
  static final List<String> EVALUATORS = List.of("evaluator0", "evaluator1");
  static final long FEE = 10_000;
  static final long RICH = 10_000 * Amounts.PAI;

  final Genesis genesis;
  final List<LedgerEvent> events = new ArrayList<>();
  LedgerState state;
  private final Map<Address, KeyPair> owners = new TreeMap<>();
  private final Map<Address, Long> nonces = new TreeMap<>();
  private long view;

  /** Deadlines that a test can wait for. */
  static final Parameters IMPATIENT =
      Parameters.DEFAULTS
          .with(Parameter.CHECKPOINT_DEADLINE, 20)
          .with(Parameter.OPEN_DEADLINE, 6)
          .with(Parameter.ATTEST_DEADLINE, 7)
          .with(Parameter.DISPUTE_DEADLINE, 8)
          .with(Parameter.AUDIT_DEADLINE, 9)
          .with(Parameter.REVEAL_DEADLINE, 10)
          .with(Parameter.EVALUATION_DEADLINE, 11);

  TestChain() {
    this(IMPATIENT);
  }

  TestChain(Parameters parameters) {
    var accounts = new ArrayList<GenesisAccount>();
    for (List<String> group :
        List.of(MINERS, SUPERVISORS, VERIFIERS, EVALUATORS, List.of("client", "other", "spare")))
      for (String each : group) accounts.add(new GenesisAccount(address(each), RICH, each));
    var validators =
        List.of(
            new GenesisValidator("node_0", key("node_0").publicKey(), 2_000 * Amounts.PAI, RICH),
            new GenesisValidator("node_1", key("node_1").publicKey(), 1_000 * Amounts.PAI, RICH));
    genesis = new Genesis("test", 1_000, parameters, validators, accounts);
    state = LedgerState.genesis(genesis);
  }

  KeyPair key(String name) {
    var pair = KeyPair.fromSeed(Hash.sha256(name.getBytes(StandardCharsets.UTF_8)).toBytes());
    owners.put(pair.address(), pair);
    return pair;
  }

  Address address(String name) {
    return key(name).address();
  }

  KeyPair owner(Address address) {
    return owners.getOrDefault(address, key("nobody"));
  }

  Account account(String name) {
    return state.account(address(name)).orElseThrow();
  }

  /** Signed with the sender's next nonce, those handed out before counted. */
  Transaction sign(KeyPair sender, TransactionBody body) {
    long fee = TransactionRules.isFree(body) ? 0 : FEE;
    long nonce =
        nonces.merge(sender.address(), nonce(sender), (promised, next) -> Math.max(promised, next));
    nonces.put(sender.address(), nonce + 1);
    return Transaction.sign(Signer.of(sender), state.chainId(), nonce, fee, body);
  }

  Transaction sign(String sender, TransactionBody body) {
    return sign(key(sender), body);
  }

  long nonce(KeyPair sender) {
    return state.account(sender.address()).map(Account::nonce).orElse(0L);
  }

  /** Why a body is refused now; the block builder has to say the same. */
  String refusal(KeyPair sender, TransactionBody body) {
    long fee = TransactionRules.isFree(body) ? 0 : FEE;
    return refusal(Transaction.sign(Signer.of(sender), state.chainId(), nonce(sender), fee, body));
  }

  String refusal(String sender, TransactionBody body) {
    return refusal(key(sender), body);
  }

  String refusal(Transaction transaction) {
    String reason = state.admit(transaction).orElse("admitted");
    Built built = build(List.of(transaction));
    assertEquals(1, built.rejected().size(), "the mempool says: " + reason);
    assertEquals(reason, built.rejected().getFirst().reason());
    return reason;
  }

  Built build(List<Transaction> candidates) {
    long next = nextView();
    return state.build(next, state.head().timestampMs() + 500, leader(next), candidates);
  }

  /** The first view after the last block's, which may be the first of an epoch. */
  long nextView() {
    return Math.max(view, state.epoch().baseView()) + 1;
  }

  /** Lets views go by without a block. */
  void skipViews(int count) {
    view = nextView() - 1 + count;
  }

  KeyPair leader(long of) {
    return owner(state.epoch().leader(of).address());
  }

  /** A block of exactly these transactions. */
  Transition block(List<Transaction> transactions) {
    Built built = build(transactions);
    assertEquals(List.of(), built.rejected());
    return take(built);
  }

  Transition block(Transaction... transactions) {
    return block(List.of(transactions));
  }

  void blocks(int count) {
    for (int i = 0; i < count; i++) block();
  }

  Transition take(Built built) {
    view = built.block().header().view();
    byte[] wire = built.block().toBytes();
    Block received = Decoder.whole(wire, Block::decode);
    Transition applied = state.apply(received);
    assertEquals(built.block().id(), received.id());
    assertEquals(built.transition().events(), applied.events());
    check(applied, received);
    state = applied.after();
    events.addAll(applied.events());
    nonces.clear();
    return applied;
  }

  private void check(Transition applied, Block block) {
    LedgerState after = applied.after();
    assertEquals(block.header().stateRoot(), after.stateRoot());
    Map<StateKey, byte[]> stored = new TreeMap<>();
    for (StateEntry each : state.entries()) stored.put(StateKey.of(each.key()), each.value());
    for (StateEntryChange each : applied.changes())
      each.value()
          .ifPresentOrElse(
              value -> stored.put(StateKey.of(each.key()), value),
              () -> stored.remove(StateKey.of(each.key())));
    var entries = new ArrayList<StateEntry>();
    stored.forEach((key, value) -> entries.add(new StateEntry(key.toBytes(), value)));
    LedgerState restored = LedgerState.restore(genesis, entries);
    assertEquals(after.stateRoot(), restored.stateRoot());
    assertEquals(after.head(), restored.head());
    assertEquals(after.activeTasks().size(), restored.activeTasks().size());
    assertSame(after.entries(), restored.entries());
  }

  private static void assertSame(List<StateEntry> expected, List<StateEntry> actual) {
    assertEquals(expected.size(), actual.size());
    for (int i = 0; i < expected.size(); i++) {
      assertArrayEquals(expected.get(i).key(), actual.get(i).key());
      assertArrayEquals(expected.get(i).value(), actual.get(i).value());
    }
  }

  /** Bonds stake and takes tickets, one block. */
  void takeTickets() {
    var all = new ArrayList<Transaction>();
    ready(all, MINERS, Role.MINER);
    ready(all, SUPERVISORS, Role.SUPERVISOR);
    ready(all, VERIFIERS, Role.VERIFIER);
    ready(all, EVALUATORS, Role.EVALUATOR);
    block(all);
  }

  private void ready(List<Transaction> all, List<String> names, Role role) {
    for (String each : names) {
      all.add(sign(each, new TransactionBody.Stake(1_000 * Amounts.PAI)));
      all.add(sign(each, new TransactionBody.TakeTicket(role, new byte[0])));
    }
  }

  /** That every account's balance is what its events say. */
  void checkHistory() {
    Map<Address, Long> sums = new TreeMap<>();
    for (GenesisValidator each : genesis.validators())
      sums.put(each.key().address(), each.initialBalance());
    for (GenesisAccount each : genesis.accounts()) sums.put(each.address(), each.balance());
    for (LedgerEvent each : events) {
      assertFalse(each.why().isBlank());
      if (each.kind() != LedgerEvent.Kind.SLASH)
        sums.merge(each.account(), each.amount(), Long::sum);
    }
    assertTrue(sums.size() >= state.accounts().size());
    state.accounts().forEach((who, account) -> assertEquals(sums.get(who), account.balance()));
  }

  long sum(String name, LedgerEvent.Kind kind) {
    Address who = address(name);
    return events.stream()
        .filter(each -> each.account().equals(who) && each.kind() == kind)
        .mapToLong(LedgerEvent::amount)
        .sum();
  }
}
