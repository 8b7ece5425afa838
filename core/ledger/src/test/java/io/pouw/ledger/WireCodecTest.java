package io.pouw.ledger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.pouw.plugin.Role;
import io.pouw.plugin.Scores;
import io.pouw.primitives.CodecException;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Domain;
import io.pouw.primitives.Hash;
import io.pouw.primitives.VoteStatement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WireCodecTest {
  private final TestChain chain = new TestChain();
  private final List<TransactionBody> bodies = new ArrayList<>();

  @BeforeEach
  void oneOfEachKind() {
    chain.takeTickets();
    var task = new TestTask(chain);
    chain.block();
    Checkpoint content = task.content();
    bodies.add(new TransactionBody.Transfer(chain.address("other"), 1));
    bodies.add(new TransactionBody.Stake(1));
    bodies.add(new TransactionBody.Unstake(1));
    bodies.add(new TransactionBody.TakeTicket(Role.VERIFIER, new byte[] {1}));
    bodies.add(new TransactionBody.ReturnTicket(Role.EVALUATOR));
    bodies.add(task.now().body());
    bodies.add(new TransactionBody.CancelTask(task.id));
    bodies.add(task.commitment(content));
    chain.block(chain.sign(task.lead(), task.commitment(content)));
    bodies.add(task.opening(task.checkpoint(0), 3));
    bodies.add(
        new CheckpointBody.Attest(task.id, 0, 0, 3, Verdict.WRONG_UPDATE, TestTask.blob("a")));
    bodies.add(new CheckpointBody.Challenge(task.id, 0, 0, 3));
    bodies.add(new CheckpointBody.ReportAudit(task.id, 1, chain.address("miner0"), 2));
    bodies.add(task.reveal());
    bodies.add(new TransactionBody.Evaluate(task.id, new Scores(1, 2, 3)));
    bodies.add(new TransactionBody.Note(new byte[] {1, 2, 3}));
    bodies.add(new ValidatorBody.RegisterValidator("newcomer"));
    bodies.add(new ValidatorBody.ExitValidator());
    bodies.add(new ValidatorBody.Unjail());
    bodies.add(
        new ValidatorBody.ReportEquivocation(
            chain.key("node_0").publicKey(), vote(Hash.ZERO), vote(chain.state.chainId())));
  }

  private SignedVote vote(Hash block) {
    var said = new VoteStatement(VoteStatement.FINALIZE, 7, block);
    byte[] message = said.message(chain.state.chainId());
    return new SignedVote(said, chain.key("node_0").sign(Domain.VOTE, message));
  }

  @Test
  void everyKindSurvivesTheWireAndKeepsItsNumber() {
    for (int i = 0; i < bodies.size(); i++) {
      assertEquals(i + 1, bodies.get(i).kind());
      Transaction sent = chain.sign("client", bodies.get(i));
      Transaction read = Decoder.whole(sent.toBytes(), Transaction::decode);
      assertArrayEquals(sent.toBytes(), read.toBytes());
      assertEquals(sent.id(), read.id());
      assertEquals(sent.body().kindName(), read.body().kindName());
    }
    assertEquals(19, bodies.size());
  }

  @Test
  void whatIsCutOffOrTooLongIsACodecErrorAndNothingElse() {
    for (TransactionBody body : bodies) {
      byte[] bytes = chain.sign("client", body).toBytes();
      for (int length = 0; length < bytes.length; length++) {
        byte[] cut = Arrays.copyOf(bytes, length);
        assertThrows(
            CodecException.class,
            () -> Decoder.whole(cut, Transaction::decode),
            () -> body.kindName() + " cut at " + cut.length);
      }
      byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
      assertThrows(CodecException.class, () -> Decoder.whole(longer, Transaction::decode));
    }
  }

  @Test
  void anUnknownKindIsACodecError() {
    for (byte kind : new byte[] {0, 20, -1})
      assertThrows(
          CodecException.class, () -> Decoder.whole(new byte[] {kind}, TransactionBody::decode));
  }

  @Test
  void everyEventAndBlockSurvivesTheWire() {
    chain.events.forEach(
        each -> assertEquals(each, Decoder.whole(each.toBytes(), LedgerEvent::decode)));
    Block block = chain.build(List.of()).block();
    byte[] bytes = block.toBytes();
    assertEquals(block, Decoder.whole(bytes, Block::decode));
    assertThrows(
        CodecException.class,
        () -> Decoder.whole(Arrays.copyOf(bytes, bytes.length - 1), Block::decode));
  }

  @Test
  void theBytesOfATransferAreFixedForGood() {
    Transaction transfer =
        chain.sign("spare", new TransactionBody.Transfer(chain.address("other"), 5));
    assertEquals(32 + 32 + 8 + 8 + 1 + 20 + 8 + 64, transfer.toBytes().length);
    assertArrayEquals(chain.state.chainId().toBytes(), Arrays.copyOf(transfer.toBytes(), 32));
    assertEquals(1, transfer.toBytes()[80]);
    assertEquals(5, transfer.toBytes()[108]);
  }
}
