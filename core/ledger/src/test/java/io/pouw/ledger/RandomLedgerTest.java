package io.pouw.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.plugin.DataManifest;
import io.pouw.plugin.Role;
import io.pouw.plugin.Scores;
import io.pouw.plugin.TaskPlan;
import io.pouw.primitives.Address;
import io.pouw.primitives.Amounts;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Blocks of generated transactions, good and bad, lazy and lying parties among them. {@link
 * TestChain} checks after each block that building and applying agree and that the stored state
 * gives the same ledger; the ledger itself checks that money is conserved.
 */
class RandomLedgerTest {
  private static final List<String> EVERYBODY =
      List.of("client", "other", "spare", "miner0", "supervisor0", "verifier1", "node_1");

  private static final List<Role> ROLES = List.of(Role.values());
  private static final List<Verdict> VERDICTS = List.of(Verdict.values());

  private final List<TestTask> tasks = new ArrayList<>();
  private Random random = new Random(0);
  private TestChain chain = new TestChain();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void whateverComesMoneyIsConservedAndEverybodyAgrees(long seed) {
    System.out.println("seed " + seed);
    random = new Random(seed);
    chain = new TestChain();
    chain.takeTickets();
    Set<TaskStatus> seen = EnumSet.noneOf(TaskStatus.class);
    for (int i = 0; i < 200; i++) {
      if (i % 40 == 0) tasks.add(new TestTask(chain, plan(), 150 + random.nextInt(100)));
      var candidates = new ArrayList<Transaction>();
      for (int j = random.nextInt(4); j > 0; j--) candidates.add(anything());
      for (TestTask each : tasks) work(each, candidates);
      chain.take(chain.build(candidates));
      for (TestTask each : tasks) seen.add(each.now().status());
    }
    chain.checkHistory();
    Supply supply = chain.state.supply();
    long held =
        chain.state.accounts().values().stream().mapToLong(Account::total).sum()
            + chain.state.tasks().stream().mapToLong(TaskState::held).sum();
    assertEquals(supply.genesis() + supply.minted() - supply.burned(), held);
    System.out.println(
        seen
            + " convictions "
            + tasks.stream().mapToInt(each -> each.now().convictions().size()).sum()
            + " generations "
            + tasks.stream().mapToInt(each -> each.now().generation()).sum()
            + " accepted "
            + tasks.stream().mapToInt(each -> each.now().acceptedCheckpoints()).sum());
    assertTrue(supply.minted() > 0 && seen.contains(TaskStatus.TRAINING), () -> "saw " + seen);
  }

  private TaskPlan plan() {
    int rounds = 1 + random.nextInt(6);
    int checkpoint = 1 + random.nextInt(rounds);
    long weight = 1 + random.nextInt(60) * 1_000_000_000L;
    return new TaskPlan(rounds, 1 + random.nextInt(5), checkpoint, weight, 500_000);
  }

  private String anybody() {
    return EVERYBODY.get(random.nextInt(EVERYBODY.size()));
  }

  private Transaction anything() {
    long amount = random.nextInt(20) * Amounts.PAI * (random.nextInt(10) == 0 ? 1_000 : 1);
    Role role = ROLES.get(random.nextInt(ROLES.size()));
    return chain.sign(
        anybody(),
        switch (random.nextInt(7)) {
          case 0, 1 -> new TransactionBody.Transfer(chain.address(anybody()), amount);
          case 2 -> new TransactionBody.Stake(amount);
          case 3 -> new TransactionBody.Unstake(amount);
          case 4 -> new TransactionBody.TakeTicket(role, new byte[random.nextInt(9)]);
          case 5 -> new TransactionBody.ReturnTicket(role);
          default -> new TransactionBody.CancelTask(chain.state.chainId());
        });
  }

  /** What the parties of a task might do now, each of them only sometimes. */
  private void work(TestTask task, List<Transaction> candidates) {
    TaskState now = task.now();
    if (now.status() == TaskStatus.TRAINING) train(task, candidates);
    if (now.status() == TaskStatus.REVEALING && random.nextInt(4) == 0)
      candidates.add(
          chain.sign(
              "client",
              random.nextBoolean()
                  ? task.reveal()
                  : new TransactionBody.RevealTest(
                      task.id, new DataManifest(List.of()), TestTask.SALT)));
    if (now.status() == TaskStatus.EVALUATING)
      for (Address each : now.evaluators())
        if (random.nextInt(3) == 0)
          candidates.add(
              chain.sign(
                  chain.owner(each),
                  new TransactionBody.Evaluate(
                      task.id, new Scores(random.nextInt(3), 2 + random.nextInt(2), 0))));
  }

  private void train(TestTask task, List<Transaction> candidates) {
    TaskState now = task.now();
    if (now.audit().isPresent()) {
      for (Address each : now.verifiers())
        if (random.nextInt(3) == 0)
          candidates.add(
              chain.sign(
                  chain.owner(each),
                  new CheckpointBody.ReportAudit(
                      task.id,
                      now.generation(),
                      now.audit().orElseThrow().miner(),
                      random.nextInt(now.acceptedCheckpoints() + 1))));
      return;
    }
    if (!now.fullyCommitted() && random.nextInt(3) == 0)
      candidates.add(chain.sign(task.lead(), task.commitment(task.content())));
    for (CheckpointState checkpoint : now.checkpoints())
      if (!checkpoint.accepted())
        for (DrawState draw : checkpoint.draws()) check(task, checkpoint, draw, candidates);
  }

  private void check(
      TestTask task, CheckpointState checkpoint, DrawState draw, List<Transaction> candidates) {
    if (draw.status() == DrawStatus.DRAWN && random.nextInt(2) == 0)
      candidates.add(chain.sign(task.lead(), task.opening(checkpoint, draw.leaf())));
    if (draw.opening().isPresent() && random.nextInt(60) == 0)
      candidates.add(
          chain.sign(
              anybody(),
              new CheckpointBody.Challenge(
                  task.id, checkpoint.generation(), checkpoint.index(), draw.leaf())));
    for (Address each : task.now().verifiers())
      if (draw.opening().isPresent() && random.nextInt(2) == 0)
        candidates.add(task.attest(each, checkpoint.index(), draw.leaf(), verdict()));
  }

  private Verdict verdict() {
    if (random.nextInt(40) > 0) return Verdict.VALID;
    return VERDICTS.get(random.nextInt(VERDICTS.size()));
  }
}
