package io.pouw.simulation;

import io.pouw.ledger.Account;
import io.pouw.ledger.LedgerState;
import io.pouw.ledger.Parameter;
import io.pouw.ledger.Transaction;
import io.pouw.ledger.TransactionBody;
import io.pouw.ledger.ValidatorBody;
import io.pouw.plugin.Signer;
import io.pouw.primitives.Amounts;
import io.pouw.primitives.Domain;
import io.pouw.primitives.Hash;
import io.pouw.primitives.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Those who send transactions: transfers and stake, and now and then what no node may take. A
 * client has one transaction on its way at a time, and sends it again to another node until it is
 * final.
 */
final class SimulatedClients {
  private static final int KINDS = 6;
  private static final int GOVERNING_PPM = 150_000;
  private static final long LEAST_STAKE = 1_000 * Amounts.PAI;

  private final World world;
  private final LedgerApplication ledger;
  private final List<? extends SimulatedNode> nodes;
  private final SplitMix64 random;
  private final Scenario.Load load;
  private final List<@Nullable Transaction> waiting = new ArrayList<>();
  private long submitted;
  private long settled;

  SimulatedClients(
      World world,
      LedgerApplication ledger,
      List<? extends SimulatedNode> nodes,
      SplitMix64 random,
      Scenario.Load load) {
    this.world = world;
    this.ledger = ledger;
    this.nodes = nodes;
    this.random = random;
    this.load = load;
    for (int i = 0; i < load.clients(); i++) waiting.add(null);
  }

  /** Goes on until the end of the run. */
  void start() {
    world.time.schedule(
        random.between(0, 2 * load.gap().toNanos()),
        () -> {
          for (int i = 0; i < load.burst(); i++) submitNext();
          start();
        });
  }

  /** Good transactions of which the clients know that they are final. */
  long settled() {
    return settled;
  }

  long submitted() {
    return submitted;
  }

  private void submitNext() {
    int client = random.below(load.clients());
    SimulatedNode node = nodes.get(random.below(nodes.size()));
    if (world.scenario.epochBlocks() > 0 && random.chance(GOVERNING_PPM)) node.submit(governing());
    else if (random.chance(load.badPpm())) node.submit(ledger.knownBad(bad(client)));
    else node.submit(good(client));
  }

  /** A node joins or leaves those who validate; where some are Byzantine, nobody honest leaves. */
  private Transaction governing() {
    LedgerState state = ledger.reference();
    int node = random.below(world.scenario.nodes());
    KeyPair keys = SimulatedKeys.of(node);
    Account account = state.account(keys.address()).orElseThrow();
    boolean maySeveralLeave = world.scenario.byzantine().isEmpty();
    TransactionBody body =
        account.stake() < LEAST_STAKE
            ? new TransactionBody.Stake(LEAST_STAKE * random.between(1, 20))
            : switch (random.below(maySeveralLeave ? 4 : 2)) {
              case 0, 1 -> new ValidatorBody.RegisterValidator("joined " + node);
              case 2 -> new ValidatorBody.Unjail();
              default -> new ValidatorBody.ExitValidator();
            };
    return sign(keys, account.nonce(), body);
  }

  private Transaction good(int client) {
    LedgerState state = ledger.reference();
    KeyPair keys = LedgerApplication.client(client);
    long nonce = state.account(keys.address()).map(Account::nonce).orElse(0L);
    Transaction last = waiting.get(client);
    if (last != null && last.nonce() >= nonce) return last;
    if (last != null) settled++;
    Transaction next = sign(keys, nonce, body(client, state));
    waiting.set(client, next);
    submitted++;
    return next;
  }

  private TransactionBody body(int client, LedgerState state) {
    var from = LedgerApplication.client(client).address();
    Account account = state.account(from).orElseThrow();
    long amount = Amounts.PAI / 100 * random.between(1, 1_000);
    return switch (random.below(KINDS)) {
      case 0 -> new TransactionBody.Stake(amount);
      case 1 ->
          account.stake() > 0 && account.unbonding().size() < Account.MAX_UNBONDING
              ? new TransactionBody.Unstake(random.between(1, account.stake()))
              : new TransactionBody.Stake(amount);
      default ->
          new TransactionBody.Transfer(
              LedgerApplication.client(random.below(load.clients())).address(), amount);
    };
  }

  private Transaction bad(int client) {
    LedgerState state = ledger.reference();
    KeyPair keys = LedgerApplication.client(client);
    var transfer = new TransactionBody.Transfer(keys.address(), Amounts.PAI);
    long nonce = state.account(keys.address()).map(Account::nonce).orElse(0L);
    Transaction good = sign(keys, nonce, transfer);
    return switch (random.below(5)) {
      case 4 -> sign(keys, nonce > 0 ? nonce - 1 : 1L << 40, transfer);
      case 0 -> sign(keys, good.nonce(), new TransactionBody.Unstake(Long.MAX_VALUE >> 2));
      case 1 -> sign(keys, good.nonce(), new TransactionBody.Transfer(keys.address(), 1L << 55));
      case 2 ->
          new Transaction(
              good.chainId(),
              good.sender(),
              good.nonce(),
              good.fee() + 1,
              good.body(),
              good.signature());
      default ->
          Transaction.sign(
              Signer.of(keys),
              Hash.of(Domain.GENESIS, state.chainId().toBytes()),
              good.nonce(),
              good.fee(),
              transfer);
    };
  }

  private Transaction sign(KeyPair keys, long nonce, TransactionBody body) {
    LedgerState state = ledger.reference();
    long fee = state.parameters().get(Parameter.BASE_FEE) + random.below(1_000);
    return Transaction.sign(Signer.of(keys), state.chainId(), nonce, fee, body);
  }

  /** A transaction that is on its way and is good. */
  Optional<Transaction> pending(int client) {
    return Optional.ofNullable(waiting.get(client));
  }
}
