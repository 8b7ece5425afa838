package io.pouw.consensus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pouw.primitives.Hash;
import io.pouw.primitives.PublicKey;
import io.pouw.primitives.Signature;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** No signature is verified twice, whatever way it comes again. */
class VerifiedOnceTest extends OneEngine {
  private final List<Integer> batches = new ArrayList<>();
  private int verified;

  private final class Counting implements VoteVerifier {
    @Override
    public boolean verifies(PublicKey key, byte[] message, Signature signature) {
      verified++;
      return ED25519.verifies(key, message, signature);
    }

    @Override
    public boolean verifiesAll(List<Claim> claims) {
      batches.add(claims.size());
      return VoteVerifier.super.verifiesAll(claims);
    }
  }

  private ConsensusSettings counting() {
    ConsensusSettings usual = committee.settings;
    return new ConsensusSettings(
        usual.chainId(),
        usual.epoch(),
        usual.heartbeat(),
        usual.baseTimeout(),
        usual.maxTimeout(),
        usual.resendInterval(),
        new Counting());
  }

  private void restart() {
    engine =
        new SimplexEngine(
            counting(),
            committee.signer(self),
            TestBlock::decode,
            Recovered.genesis(TestBlock.GENESIS));
    start();
  }

  @Test
  void aVoteThatCameAloneIsNotVerifiedAgainInACertificate() {
    restart();
    receiveVote(VoteKind.NULLIFY, 1, Hash.ZERO, third);
    assertEquals(1, verified);
    nullify(1);
    assertEquals(List.of(2), batches, "the other two of the certificate, in one call");
    assertEquals(3, verified);
  }

  @Test
  void aCertificateThatComesFromAnotherPeerIsNotVerifiedAgain() {
    restart();
    nullify(1);
    nullify(1);
    receive(
        fourth,
        new CertificateMessage(
            List.of(committee.certificate(VoteKind.NULLIFY, 1, Hash.ZERO, 1, 2, 3))));
    assertEquals(List.of(3), batches);
    for (int voter : List.of(leader, third, fourth))
      receiveVote(VoteKind.NULLIFY, 1, Hash.ZERO, voter);
    assertEquals(3, verified, "late votes of a view that is over");
  }

  /** The engine lacks the block, so the proof that it knows comes again with it. */
  @Test
  void theProofOfAFinalChainIsNotVerifiedAgainIfItIsKnown() {
    restart();
    Certificate proof = committee.certificate(VoteKind.FINALIZE, block, 0, 1, 2);
    receive(third, new CertificateMessage(List.of(proof)));
    assertEquals(3, verified);
    receive(third, new FinalizedChain(List.of(block.toBytes()), proof));
    assertEquals(1, engine.status().finalizedHeight());
    assertEquals(3, verified);
  }

  @Test
  void aWholeViewTakesOneVerificationForEachVoteThatMadeIt() {
    restart();
    notarizeBlock();
    receiveVote(VoteKind.NOTARIZE, 1, block.id(), third);
    receiveVote(VoteKind.NOTARIZE, 1, block.id(), fourth);
    assertEquals(2, verified, "the leader's and one more; the own one makes the quorum");
    receiveVote(VoteKind.FINALIZE, 1, block.id(), leader);
    receiveVote(VoteKind.FINALIZE, 1, block.id(), third);
    receiveVote(VoteKind.FINALIZE, 1, block.id(), fourth);
    assertEquals(4, verified);
    assertEquals(1, engine.status().finalizedHeight());
    assertEquals(List.of(), batches);
  }

  @Test
  void aFollowerVerifiesTheProofOfAGapOnce() {
    var follower = new Follower(counting(), TestBlock::decode, TestBlock.GENESIS);
    var second = TestBlock.on(block, 2);
    var chain =
        new FinalizedChain(
            List.of(second.toBytes()), committee.certificate(VoteKind.FINALIZE, second, 0, 1, 2));
    for (int peer = 0; peer < 4; peer++) follower.on(committee.key(peer), chain);
    assertEquals(3, verified);
    follower.on(
        committee.key(0),
        new FinalizedChain(List.of(block.toBytes(), second.toBytes()), chain.finalization()));
    assertEquals(3, verified);
    assertEquals(second.id(), follower.head().id());
  }
}
