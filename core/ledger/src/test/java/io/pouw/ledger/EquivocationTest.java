package io.pouw.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.ledger.Registration.Standing;
import io.pouw.ledger.TransactionBody.Stake;
import io.pouw.ledger.ValidatorBody.ExitValidator;
import io.pouw.ledger.ValidatorBody.RegisterValidator;
import io.pouw.ledger.ValidatorBody.ReportEquivocation;
import io.pouw.primitives.Amounts;
import io.pouw.primitives.Domain;
import io.pouw.primitives.Hash;
import io.pouw.primitives.KeyPair;
import io.pouw.primitives.VoteStatement;
import org.junit.jupiter.api.Test;

/** Evidence of two contradicting votes costs a validator stake and its place, once. */
class EquivocationTest {
  private static final int EPOCH = 10;
  private static final long PAI = Amounts.PAI;
  private static final Hash ONE = Hash.sha256(new byte[] {1});
  private static final Hash TWO = Hash.sha256(new byte[] {2});

  private final TestChain chain =
      new TestChain(
          TestChain.IMPATIENT
              .with(Parameter.EPOCH_BLOCKS, EPOCH)
              .with(Parameter.UNBONDING, 2 * EPOCH));
  private final KeyPair accused = chain.key("node_1");

  private SignedVote vote(KeyPair signer, int kind, long view, Hash block) {
    var statement = new VoteStatement(kind, view, block);
    return new SignedVote(
        statement, signer.sign(Domain.VOTE, statement.message(chain.state.chainId())));
  }

  private ReportEquivocation report(SignedVote first, SignedVote second) {
    return new ReportEquivocation(accused.publicKey(), first, second);
  }

  private ReportEquivocation twoBlocks(long view) {
    return report(
        vote(accused, VoteStatement.NOTARIZE, view, ONE),
        vote(accused, VoteStatement.NOTARIZE, view, TWO));
  }

  @Test
  void whoVotedForTwoBlocksInOneViewIsSlashedAndNeverValidatesAgain() {
    long supply = chain.state.supply().total();
    long reporter = chain.account("client").balance();
    chain.block(chain.sign("client", twoBlocks(7)));
    Account slashed = chain.account("node_1");
    assertEquals(500 * PAI, slashed.stake());
    assertEquals(500 * PAI, slashed.slashed());
    assertEquals(supply - 500 * PAI, chain.state.supply().total(), "all of it is burnt");
    assertEquals(reporter, chain.account("client").balance(), "no fee, and nothing to gain");
    chain.blocks(EPOCH - 1);
    assertEquals(1, chain.state.validators().size());
    chain.block(chain.sign("node_1", new Stake(1_000 * PAI)));
    assertTrue(
        chain.refusal("node_1", new RegisterValidator("again")).contains("cannot be one again"));
    chain.checkHistory();
  }

  @Test
  void finalisingAndNullifyingAViewContradictEachOther() {
    chain.block(
        chain.sign(
            "other",
            report(
                vote(accused, VoteStatement.NULLIFY, 3, Hash.ZERO),
                vote(accused, VoteStatement.FINALIZE, 3, ONE))));
    assertEquals(500 * PAI, chain.account("node_1").slashed());
  }

  @Test
  void theSameEvidenceOrMoreOfItCountsOnce() {
    chain.block(chain.sign("client", twoBlocks(7)));
    for (long view : new long[] {7, 8})
      assertEquals(
          accused.address() + " is convicted already", chain.refusal("other", twoBlocks(view)));
  }

  @Test
  void whatProvesNothingIsRefused() {
    SignedVote one = vote(accused, VoteStatement.NOTARIZE, 5, ONE);
    SignedVote later = vote(accused, VoteStatement.NOTARIZE, 6, TWO);
    SignedVote finalize = vote(accused, VoteStatement.FINALIZE, 5, ONE);
    SignedVote forged = vote(chain.key("client"), VoteStatement.NOTARIZE, 5, TWO);
    assertTrue(chain.refusal("client", report(one, later)).contains("do not contradict"));
    assertTrue(chain.refusal("client", report(one, one)).contains("do not contradict"));
    assertTrue(chain.refusal("client", report(one, finalize)).contains("do not contradict"));
    assertTrue(chain.refusal("client", report(one, forged)).contains("signature is not that of"));
    assertTrue(chain.refusal("client", report(forged, one)).contains("signature is not that of"));
    var stranger =
        new ReportEquivocation(
            chain.key("client").publicKey(),
            vote(chain.key("client"), VoteStatement.NOTARIZE, 5, ONE),
            vote(chain.key("client"), VoteStatement.NOTARIZE, 5, TWO));
    assertTrue(chain.refusal("other", stranger).contains("is no registered validator"));
  }

  @Test
  void evidenceCountsAsLongAsTheStakeOfItsEpochCanBeThere() {
    chain.block(chain.sign("node_1", new ExitValidator()));
    chain.blocks(EPOCH + 5);
    assertTrue(
        chain.refusal("client", twoBlocks((9L << 32) + 1)).contains("this is epoch 1"),
        "the future is no evidence");
    while (chain.state.height() < 3 * EPOCH - 1) chain.block();
    var late = twoBlocks(5);
    assertTrue(chain.state.admit(chain.sign("client", late)).isEmpty());
    chain.blocks(1);
    assertEquals(
        "evidence of epoch 0 counts up to height " + 3 * EPOCH, chain.refusal("client", late));
  }

  @Test
  void stakeThatUnbondsIsSlashedToo() {
    chain.block(
        chain.sign("node_1", new ExitValidator()),
        chain.sign("node_1", new TransactionBody.Unstake(1_000 * PAI)));
    chain.block(chain.sign("client", twoBlocks(1)));
    assertEquals(500 * PAI, chain.account("node_1").slashed());
    assertEquals(
        Standing.CONVICTED, chain.state.registration(accused.address()).orElseThrow().standing());
    chain.blocks(4 * EPOCH);
    chain.checkHistory();
  }
}
