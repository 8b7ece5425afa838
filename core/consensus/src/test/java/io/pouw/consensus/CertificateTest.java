package io.pouw.consensus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.primitives.Decoder;
import io.pouw.primitives.Domain;
import io.pouw.primitives.Hash;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CertificateTest {
  private final Committee committee = new Committee(1, 1, 1, 1);
  private final TestBlock block = TestBlock.on(TestBlock.GENESIS, 1);

  private String problem(Certificate certificate) {
    return certificate.check(committee.chainId, committee.validators).orElse("holds");
  }

  @Test
  void aQuorumOfGoodSignaturesHolds() {
    var certificate = committee.certificate(VoteKind.FINALIZE, block, 0, 1, 3);
    assertEquals("holds", problem(certificate));
    assertEquals(certificate, Decoder.whole(certificate.toBytes(), Certificate::decode));
  }

  @Test
  void lessThanAQuorumIsRefused() {
    assertTrue(
        problem(committee.certificate(VoteKind.FINALIZE, block, 0, 1)).contains("no quorum"));
  }

  @Test
  void aVoterWhoStandsTwiceCountsForNothing() {
    assertTrue(
        problem(committee.certificate(VoteKind.FINALIZE, block, 0, 1, 1)).contains("increasing"));
  }

  @Test
  void aForgedSignatureIsRefused() {
    var good = committee.certificate(VoteKind.FINALIZE, block, 0, 1, 2);
    var signatures = new ArrayList<>(good.signatures());
    var stolen = committee.vote(VoteKind.FINALIZE, 1, block.id(), 3).signature();
    signatures.set(2, new Certificate.IndexedSignature(2, stolen));
    var forged = new Certificate(VoteKind.FINALIZE, 1, block.id(), signatures);
    assertTrue(problem(forged).contains("not that of validator 2"), problem(forged));
  }

  @Test
  void aCertificateOfAnotherChainKindViewOrBlockIsRefused() {
    var good = committee.certificate(VoteKind.FINALIZE, block, 0, 1, 2);
    assertTrue(good.check(Hash.ZERO, committee.validators).isPresent());
    var signatures = good.signatures();
    for (var other :
        new Certificate[] {
          new Certificate(VoteKind.NOTARIZE, 1, block.id(), signatures),
          new Certificate(VoteKind.FINALIZE, 2, block.id(), signatures),
          new Certificate(VoteKind.FINALIZE, 1, block.twin().id(), signatures)
        }) assertTrue(problem(other).contains("signature"), problem(other));
  }

  @Test
  void anUnknownVoterAndAMissingBlockAreRefused() {
    var good = committee.certificate(VoteKind.FINALIZE, block, 0, 1, 2);
    var signatures = new ArrayList<>(good.signatures());
    signatures.add(new Certificate.IndexedSignature(4, signatures.getFirst().signature()));
    assertTrue(
        problem(new Certificate(VoteKind.FINALIZE, 1, block.id(), signatures)).contains("index 4"));
    assertTrue(
        problem(committee.certificate(VoteKind.NOTARIZE, 1, Hash.ZERO, 0, 1, 2))
            .contains("names no block"));
    assertTrue(
        problem(committee.certificate(VoteKind.NULLIFY, 1, block.id(), 0, 1, 2))
            .contains("names a block"));
  }

  @Test
  void moreSignaturesThanValidatorsAreRefusedBeforeAnyIsVerified() {
    var one = committee.certificate(VoteKind.FINALIZE, block, 0).signatures().getFirst();
    var flood = new Certificate(VoteKind.FINALIZE, 1, block.id(), Collections.nCopies(500, one));
    var verified = new ArrayList<Hash>();
    Optional<String> problem =
        flood.check(
            committee.chainId,
            committee.validators,
            (_, message, _) -> verified.add(Hash.of(Domain.VOTE, message)));
    assertTrue(problem.isPresent());
    assertTrue(verified.isEmpty());
  }

  @Test
  void twoContradictingVotesProveAnEquivocationAndTwoOthersDoNot() {
    Vote one = committee.vote(VoteKind.NOTARIZE, 1, block.id(), 2);
    Vote two = committee.vote(VoteKind.NOTARIZE, 1, block.twin().id(), 2);
    Vote end = committee.vote(VoteKind.NULLIFY, 1, Hash.ZERO, 2);
    Vote last = committee.vote(VoteKind.FINALIZE, 1, block.id(), 2);
    assertFalse(refuted(one, two));
    assertFalse(refuted(end, last));
    assertTrue(refuted(one, end), "giving up a block that one has notarised is honest");
    assertTrue(refuted(one, one));
    assertTrue(refuted(one, committee.vote(VoteKind.NOTARIZE, 1, block.twin().id(), 3)));
  }

  private boolean refuted(Vote one, Vote two) {
    return new Equivocation(one, two)
        .check(committee.chainId, committee.validators, VoteVerifier.ED25519)
        .isPresent();
  }
}
