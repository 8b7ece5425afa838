package io.pouw.node.verticle;

import static io.pouw.node.verticle.Fixtures.OWNER;
import static io.pouw.node.verticle.Fixtures.RICH;
import static io.pouw.node.verticle.Fixtures.VALIDATOR;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.consensus.Certificate;
import io.pouw.ledger.EpochState;
import io.pouw.ledger.Genesis;
import io.pouw.ledger.LedgerState;
import io.pouw.ledger.Parameter;
import io.pouw.ledger.Registration;
import io.pouw.ledger.SignedVote;
import io.pouw.ledger.TransactionBody;
import io.pouw.ledger.ValidatorBody;
import io.pouw.node.bus.Bus;
import io.pouw.node.epoch.EpochProof;
import io.pouw.node.epoch.Epochs;
import io.pouw.primitives.Domain;
import io.pouw.primitives.Hash;
import io.pouw.primitives.KeyPair;
import io.pouw.primitives.VoteStatement;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real nodes on a chain with epochs of eight blocks. */
class EpochNodeTest {
  private static final int EPOCH = 8;

  @TempDir Path folder;

  private final Genesis genesis = epochs(Fixtures.genesis());

  private static Genesis epochs(Genesis plain) {
    return new Genesis(
        plain.network(),
        plain.timeMs(),
        plain.parameters().with(Parameter.EPOCH_BLOCKS, EPOCH),
        plain.validators(),
        plain.accounts());
  }

  private TestNode start(String name, KeyPair keys, String... bootstrap) throws TimeoutException {
    return TestNode.start(folder.resolve(name), genesis, keys, bootstrap);
  }

  private static void submit(TestNode node, TransactionBody body) throws TimeoutException {
    TestNode.await(node.node.vertx().eventBus().<Hash>request(Bus.SUBMIT_BODY, body));
  }

  private static LedgerState until(TestNode node, java.util.function.Predicate<LedgerState> holds)
      throws TimeoutException {
    LedgerState state = node.node.ledger();
    while (!holds.test(state)) state = node.reaches(state.height() + 1);
    return state;
  }

  @Test
  void aFollowerBecomesAValidatorWithAnEpochAndHandsOverAgain() throws Exception {
    try (TestNode first = start("first", VALIDATOR);
        TestNode second = start("second", OWNER, first.endpoint())) {
      second.reaches(2);
      submit(second, new TransactionBody.Stake(RICH / 2));
      submit(second, new ValidatorBody.RegisterValidator("second"));
      LedgerState both = until(second, state -> state.validators().size() == 2);
      second.reaches(both.height() + 3 * EPOCH);
      assertTrue(second.node.desk().status().validator());
      long shared = both.epoch().number();
      Certificate certificate =
          first.node.chain().finality(both.height() + 2).orElseThrow().certificate();
      assertEquals(2, certificate.signatures().size(), "both are needed for a quorum");
      submit(second, new ValidatorBody.ExitValidator());
      LedgerState alone = until(second, state -> state.validators().size() == 1);
      second.reaches(alone.height() + 2 * EPOCH);
      provesItsEpochs(first, shared);
      provesItsEpochs(second, shared);
    }
  }

  private void provesItsEpochs(TestNode node, long least) {
    LedgerState state = node.node.ledger();
    long ended = state.epoch().number();
    assertTrue(ended > least);
    List<EpochProof> proofs =
        LongStream.range(0, ended)
            .mapToObj(number -> node.node.chain().epochProof(number).orElseThrow())
            .toList();
    EpochState proven = EpochProof.follow(genesis, proofs);
    assertEquals(ended, proven.number());
    assertEquals(
        Epochs.validators(state.epoch()), Epochs.validators(proven), "what the ledger itself says");
    var gap = List.of(proofs.getFirst(), proofs.getLast());
    assertThrows(IllegalArgumentException.class, () -> EpochProof.follow(genesis, gap));
    var forged = proofs.getFirst();
    var other = new EpochProof(forged.closing(), forged.finalization(), proofs.getLast().next());
    assertThrows(IllegalArgumentException.class, () -> EpochProof.follow(genesis, List.of(other)));
  }

  @Test
  void aNodeStartsAgainInTheEpochThatItHasReached() throws Exception {
    long height;
    try (TestNode first = start("first", VALIDATOR)) {
      height = first.reaches(3 * EPOCH + 2).height();
    }
    try (TestNode again = start("first", VALIDATOR)) {
      assertTrue(again.reaches(height + EPOCH).epoch().number() >= 4);
    }
  }

  @Test
  void aNewcomerCatchesUpThroughManyEpochs() throws Exception {
    try (TestNode first = start("first", VALIDATOR)) {
      long height = first.reaches(6 * EPOCH).height();
      try (TestNode second = start("second", OWNER, first.endpoint())) {
        assertTrue(second.reaches(height).height() >= height);
      }
    }
  }

  @Test
  void evidenceThatIsSubmittedConvicts() throws Exception {
    try (TestNode first = start("first", VALIDATOR);
        TestNode second = start("second", OWNER, first.endpoint())) {
      second.reaches(2);
      submit(
          second,
          new ValidatorBody.ReportEquivocation(
              VALIDATOR.publicKey(), vote(new byte[] {1}), vote(new byte[] {2})));
      LedgerState after =
          until(
              second,
              state ->
                  state.registration(VALIDATOR.address()).orElseThrow().standing()
                      == Registration.Standing.CONVICTED);
      assertEquals(RICH / 2, after.account(VALIDATOR.address()).orElseThrow().stake());
    }
  }

  private SignedVote vote(byte[] block) {
    var said = new VoteStatement(VoteStatement.NOTARIZE, 1_000, Hash.sha256(block));
    return new SignedVote(said, VALIDATOR.sign(Domain.VOTE, said.message(genesis.chainId())));
  }
}
