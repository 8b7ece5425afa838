package io.pouw.management;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.ledger.Built;
import io.pouw.ledger.Genesis;
import io.pouw.ledger.GenesisAccount;
import io.pouw.ledger.GenesisValidator;
import io.pouw.ledger.LedgerState;
import io.pouw.ledger.Parameters;
import io.pouw.ledger.Transaction;
import io.pouw.ledger.TransactionBody;
import io.pouw.plugin.Role;
import io.pouw.plugin.Signer;
import io.pouw.primitives.Amounts;
import io.pouw.primitives.Hash;
import io.pouw.primitives.KeyPair;
import io.pouw.work.WorkerPerformance;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkerRegistryTest {
  private static final long FEE = 10_000;
  private static final KeyPair VALIDATOR = key("validator");
  private static final KeyPair MINER = key("miner");
  private static final KeyPair IDLE = key("idle");

  private static KeyPair key(String name) {
    return KeyPair.fromSeed(Hash.sha256(name.getBytes(StandardCharsets.UTF_8)).toBytes());
  }

  private static LedgerState ledger() {
    long rich = 1_000 * Amounts.PAI;
    var genesis =
        new Genesis(
            "test",
            1_000,
            Parameters.DEFAULTS,
            List.of(new GenesisValidator("v", VALIDATOR.publicKey(), rich, rich)),
            List.of(
                new GenesisAccount(MINER.address(), rich, "miner"),
                new GenesisAccount(IDLE.address(), rich, "idle")));
    LedgerState start = LedgerState.genesis(genesis);
    byte[] preferences = "{\"gpu\":false}".getBytes(StandardCharsets.UTF_8);
    List<Transaction> transactions =
        List.of(
            sign(start, 0, new TransactionBody.Stake(300 * Amounts.PAI)),
            sign(start, 1, new TransactionBody.TakeTicket(Role.MINER, preferences)),
            sign(start, 2, new TransactionBody.TakeTicket(Role.VERIFIER, new byte[0])));
    Built built = start.build(1, 2_000, VALIDATOR, transactions);
    assertEquals(List.of(), built.rejected());
    return built.transition().after();
  }

  private static Transaction sign(LedgerState ledger, long nonce, TransactionBody body) {
    return Transaction.sign(Signer.of(MINER), ledger.chainId(), nonce, FEE, body);
  }

  @Test
  void aTicketHolderIsAWorkerWithItsStakeAndPreferences() {
    WorkerRegistry registry = WorkerRegistry.of(ledger(), Map.of());
    Worker worker = registry.worker(MINER.address()).orElseThrow();
    assertEquals(Map.of(Role.MINER, "{\"gpu\":false}", Role.VERIFIER, ""), worker.preferences());
    assertEquals(300 * Amounts.PAI, worker.stake());
    assertEquals(1, worker.lastSeen());
    assertEquals(0, worker.unitsVerified());
    assertTrue(worker.standing().isEmpty());
  }

  @Test
  void anAccountWithoutTicketOrDeedsIsNoWorker() {
    WorkerRegistry registry = WorkerRegistry.of(ledger(), Map.of());
    assertTrue(registry.worker(IDLE.address()).isEmpty());
    assertEquals(1, registry.workers().size());
  }

  @Test
  void workersAreFoundByRole() {
    WorkerRegistry registry = WorkerRegistry.of(ledger(), Map.of());
    assertEquals(1, registry.workers(Role.VERIFIER).size());
    assertEquals(List.of(), registry.workers(Role.EVALUATOR));
  }

  @Test
  void whatTheSupervisorSawIsShownBesideTheChain() {
    var performance = new WorkerPerformance();
    performance.silent(MINER.address());
    var standings = Map.of(MINER.address(), performance.of(MINER.address()));
    Worker worker = WorkerRegistry.of(ledger(), standings).worker(MINER.address()).orElseThrow();
    assertEquals(1, worker.standing().orElseThrow().silent());
  }
}
