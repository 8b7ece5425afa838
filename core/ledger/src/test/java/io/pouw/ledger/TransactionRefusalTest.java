package io.pouw.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.ledger.TransactionBody.CancelTask;
import io.pouw.ledger.TransactionBody.ReturnTicket;
import io.pouw.ledger.TransactionBody.Stake;
import io.pouw.ledger.TransactionBody.SubmitTask;
import io.pouw.ledger.TransactionBody.TakeTicket;
import io.pouw.ledger.TransactionBody.Transfer;
import io.pouw.ledger.TransactionBody.Unstake;
import io.pouw.plugin.Role;
import io.pouw.plugin.Signer;
import io.pouw.plugin.TaskPlan;
import io.pouw.primitives.Amounts;
import io.pouw.primitives.Hash;
import java.util.List;
import org.junit.jupiter.api.Test;

class TransactionRefusalTest {
  private static final long PAI = Amounts.PAI;

  private final TestChain chain = new TestChain();

  private void refused(String part, String sender, TransactionBody body) {
    String reason = chain.refusal(sender, body);
    assertTrue(reason.contains(part), reason);
  }

  private void refused(String part, Transaction transaction) {
    String reason = chain.refusal(transaction);
    assertTrue(reason.contains(part), reason);
  }

  private Transaction transfer(Hash chainId, long nonce, long fee) {
    return Transaction.sign(
        Signer.of(chain.key("client")),
        chainId,
        nonce,
        fee,
        new Transfer(chain.address("other"), 5));
  }

  @Test
  void aWrongChainIdIsRefusedAndBothAreNamed() {
    Transaction foreign = transfer(Hash.ZERO, 0, TestChain.FEE);
    refused(Hash.ZERO.toString(), foreign);
    refused(chain.state.chainId().toString(), foreign);
  }

  @Test
  void aForgedSignatureIsRefused() {
    Transaction good = transfer(chain.state.chainId(), 0, TestChain.FEE);
    var forged =
        new Transaction(
            good.chainId(),
            chain.key("other").publicKey(),
            good.nonce(),
            good.fee(),
            good.body(),
            good.signature());
    refused("the signature is not that of", forged);
  }

  @Test
  void aNonceCountsOnce() {
    Transaction once = transfer(chain.state.chainId(), 0, TestChain.FEE);
    chain.block(once);
    refused("nonce 0 was used, the next is 1", once);
  }

  @Test
  void aNonceAheadIsAdmittedAndStaysPending() {
    Transaction ahead = transfer(chain.state.chainId(), 3, TestChain.FEE);
    assertTrue(chain.state.admit(ahead).isEmpty());
    Rejected rejected = chain.build(List.of(ahead)).rejected().getFirst();
    assertTrue(rejected.pending());
    assertEquals("nonce 3 is ahead, the next is 0", rejected.reason());
  }

  @Test
  void aNonceAheadThatTheBalanceCannotPayIsRefused() {
    var body = new Transfer(chain.address("other"), 2 * TestChain.RICH);
    var ahead =
        Transaction.sign(
            Signer.of(chain.key("client")), chain.state.chainId(), 3, TestChain.FEE, body);
    assertTrue(chain.state.admit(ahead).orElseThrow().contains("does not cover"));
  }

  @Test
  void aFreeTransactionAheadNeedsAPartInTheTask() {
    var task = new TestTask(chain);
    var body = new CheckpointBody.ReportAudit(task.id, 0, chain.address("miner0"), 0);
    var ahead = Transaction.sign(Signer.of(chain.key("other")), chain.state.chainId(), 9, 0, body);
    assertTrue(chain.state.admit(ahead).orElseThrow().contains("has no part in task"));
  }

  @Test
  void tooLowAFeeIsRefused() {
    refused("a fee of 0.00009999 PAI", transfer(chain.state.chainId(), 0, 9_999));
  }

  @Test
  void whatTheBalanceDoesNotCoverIsRefused() {
    refused("does not cover", "client", new Transfer(chain.address("other"), TestChain.RICH));
    refused("does not cover", "nobody", new Transfer(chain.address("other"), 1));
    refused("nothing to transfer", "client", new Transfer(chain.address("other"), 0));
  }

  @Test
  void stakeHasToBeThereToBeUnstaked() {
    refused("nothing to stake", "client", new Stake(0));
    refused("nothing to unstake", "client", new Unstake(0));
    refused("0 PAI are bonded", "client", new Unstake(1));
    refused("Insufficient stake would be left for validator node_1", "node_1", new Unstake(1));
  }

  @Test
  void aTicketNeedsItsStakeAndKeepsIt() {
    refused("Insufficient stake", "miner0", new TakeTicket(Role.MINER, new byte[0]));
    refused("peer needs no ticket", "miner0", new TakeTicket(Role.PEER, new byte[0]));
    refused("has no miner ticket", "miner0", new ReturnTicket(Role.MINER));
    chain.takeTickets();
    refused("return the ticket first", "miner0", new Unstake(901 * PAI));
    chain.block(chain.sign("miner0", new Unstake(900 * PAI)));
  }

  @Test
  void onlySoManyPartsOfStakeUnbondAtOnce() {
    chain.block(chain.sign("client", new Stake(100 * PAI)));
    for (int i = 0; i < Account.MAX_UNBONDING; i++)
      chain.block(chain.sign("client", new Unstake(PAI)));
    refused("parts of stake are unbonding already", "client", new Unstake(PAI));
  }

  @Test
  void unbondedStakeComesFreeAfterItsTime() {
    var quick = new TestChain(Parameters.DEFAULTS.with(Parameter.UNBONDING, 3));
    quick.block(quick.sign("client", new Stake(10 * PAI)));
    quick.block(quick.sign("client", new Unstake(4 * PAI)));
    assertEquals(6 * PAI, quick.account("client").stake());
    assertEquals(10 * PAI, quick.account("client").slashable());
    quick.blocks(2);
    assertEquals(1, quick.account("client").unbonding().size());
    quick.block();
    assertEquals(List.of(), quick.account("client").unbonding());
    assertEquals(6 * PAI, quick.account("client").slashable());
    quick.checkHistory();
  }

  private SubmitTask submission(String type, TaskPlan plan, long reward, long fee, long deadline) {
    SubmitTask model = TestTask.submission(plan, deadline);
    return new SubmitTask(
        type, model.spec(), plan, model.training(), model.testCommitment(), reward, fee, deadline);
  }

  @Test
  void aTaskThatCannotBePaidOrCutIsRefused() {
    TaskPlan plan = TestTask.PLAN;
    refused(
        "does not cover", "client", submission("neural", plan, TestChain.RICH, TestChain.RICH, 9));
    refused(
        "does not cover", "client", submission("neural", plan, Long.MAX_VALUE, Long.MAX_VALUE, 9));
    refused("without a reward", "client", submission("neural", plan, 0, 1, 9));
    refused(
        "a task fee of 0.01 PAI", "client", submission("neural", plan, 100 * PAI, PAI / 100, 9));
    refused("a deadline of 0 blocks", "client", submission("neural", plan, PAI, PAI, 0));
    refused("without a task type", "client", submission(" ", plan, PAI, PAI, 9));
    var many = new TaskPlan(1_000, 4_096, 1_000, 1, 0);
    refused("4096000 units in a checkpoint", "client", submission("neural", many, PAI, PAI, 9));
    var heavy = new TaskPlan(256, 4_096, 256, TaskPlan.MAX_UNIT_WEIGHT, 0);
    refused("operations", "client", submission("neural", heavy, PAI, PAI, 9));
  }

  @Test
  void onlyTheClientCancelsAndOnlyWhileTheTaskIsOpen() {
    refused("there is no task", "client", new CancelTask(Hash.ZERO));
    var task = new TestTask(chain);
    refused("only its client", "other", new CancelTask(task.id));
    chain.takeTickets();
    refused("is TRAINING, expected OPEN", "client", new CancelTask(task.id));
  }

  @Test
  void whatNoOtherNodeCouldReadIsRefused() {
    SubmitTask model = TestTask.submission(TestTask.PLAN, 9);
    var long64k =
        new SubmitTask(
            "neural",
            new byte[SubmitTask.MAX_SPEC_BYTES + 1],
            model.plan(),
            model.training(),
            model.testCommitment(),
            model.reward(),
            model.fee(),
            9);
    refused("no other node can read it", "client", long64k);
    refused("no other node can read it", "client", new Transfer(chain.address("other"), -5));
  }

  @Test
  void aNotePaysForItsLengthAndChangesNothingElse() {
    var note = new TransactionBody.Note(new byte[1025]);
    refused("expected at least 0.0002 PAI", "client", note);
    long supply = chain.state.supply().total();
    long balance = chain.state.account(chain.address("client")).orElseThrow().balance();
    chain.block(
        Transaction.sign(
            Signer.of(chain.key("client")), chain.state.chainId(), 0, 2 * TestChain.FEE, note));
    Account after = chain.state.account(chain.address("client")).orElseThrow();
    assertEquals(balance - 2 * TestChain.FEE, after.balance());
    assertEquals(1, after.nonce());
    assertTrue(chain.state.supply().total() < supply, "a part of the fee is burnt");
  }

  @Test
  void aNoteOverItsBoundIsNoTransaction() {
    refused(
        "no other node can read it",
        "client",
        new TransactionBody.Note(new byte[TransactionBody.Note.MAX_DATA_BYTES + 1]));
  }
}
