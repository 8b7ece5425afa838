package io.pouw.management.poot;

import static io.pouw.management.poot.ScoreFormulaTest.PERIOD;
import static io.pouw.management.poot.ScoreFormulaTest.STANDARDS;
import static io.pouw.management.poot.ScoreFormulaTest.TERMS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.plugin.Signer;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Hash;
import io.pouw.primitives.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScoreReviewTest {
  private static final ChainEvidence CHAIN =
      ScoreFormulaTest.chain(new TypeWork("neural", 3, 1_000));
  private static final ScoreRecord HONEST =
      ScoreRecord.of(PERIOD, ScoreFormulaTest.evidence(CHAIN), STANDARDS, TERMS, Past.NONE);

  private static Set<Objection> objections(ScoreRecord record, Past own) {
    var knowledge = new ScoreReview.Knowledge(CHAIN, STANDARDS, Optional.of(own));
    return new ScoreReview(TERMS).objections(record, knowledge);
  }

  private static ScoreRecord with(Score score) {
    return new ScoreRecord(
        PERIOD, HONEST.evidence(), HONEST.standards(), TERMS, HONEST.past(), score);
  }

  private static Score score(int value, int... factors) {
    var list = new ArrayList<Integer>();
    for (int each : factors) list.add(each);
    return new Score(value, value, 0, list, List.of());
  }

  @Test
  void anHonestScoreIsAccepted() {
    assertEquals(Set.of(), objections(HONEST, Past.NONE));
  }

  @Test
  void aScoreThatItsInputsDoNotGiveIsRefused() {
    var better = score(900_000, 500_000, 900_000, 900_000, 500_000, 500_000, 500_000);
    assertEquals(Set.of(Objection.NOT_RECOMPUTABLE), objections(with(better), Past.NONE));
  }

  @Test
  void workThatIsNotOnTheChainIsRefused() {
    ChainEvidence more = ScoreFormulaTest.chain(new TypeWork("neural", 3, 2_000));
    ScoreRecord claimed =
        ScoreRecord.of(PERIOD, ScoreFormulaTest.evidence(more), STANDARDS, TERMS, Past.NONE);
    assertEquals(Set.of(Objection.NOT_ON_CHAIN), objections(claimed, Past.NONE));
    List<Standard> easier = List.of(new Standard("neural", 1, 250));
    ScoreRecord loweredBar =
        ScoreRecord.of(PERIOD, ScoreFormulaTest.evidence(CHAIN), easier, TERMS, Past.NONE);
    assertEquals(Set.of(Objection.NOT_ON_CHAIN), objections(loweredBar, Past.NONE));
  }

  @Test
  void moreThanTwiceTheMeanOfADayIsAJumpEvenIfTheRecordForgotThePast() {
    var remembered = new Past(4, 200_000, 9, 4, 200_000);
    assertEquals(Set.of(Objection.JUMP), objections(HONEST, remembered));
    var good = new Past(4, 400_000, 9, 4, 400_000);
    assertEquals(Set.of(), objections(HONEST, good));
  }

  @Test
  void numbersOutsideTheirRangeAreNamedBeforeAnythingIsComputedWithThem() {
    var over = score(1_000_001, 1, 1, 1, 1, 1, 1);
    assertEquals(Set.of(Objection.OUT_OF_RANGE), objections(with(over), Past.NONE));
    var evidence = new Evidence(HONEST.evidence().worker(), CHAIN, 21, 20, 1, 1);
    ScoreRecord tooPresent = ScoreRecord.of(PERIOD, evidence, STANDARDS, TERMS, Past.NONE);
    assertEquals(Set.of(Objection.OUT_OF_RANGE), objections(tooPresent, Past.NONE));
  }

  @Test
  void fourPerfectFactorsAreTooGoodToBeTrue() {
    var perfect =
        score(1_000_000, 1_000_000, 1_000_000, 1_000_000, 1_000_000, 1_000_000, 1_000_000);
    assertTrue(objections(with(perfect), Past.NONE).contains(Objection.SUSPICIOUSLY_PERFECT));
  }

  @Test
  void otherWeightsAreRefused() {
    var own = new ScoringTerms(List.of(1_000_000, 0, 0, 0, 0, 0), 1, 1, 1, 1_000_000, 1, 1);
    ScoreRecord record = ScoreRecord.of(PERIOD, HONEST.evidence(), STANDARDS, own, Past.NONE);
    assertEquals(Set.of(Objection.OTHER_TERMS), objections(record, Past.NONE));
  }

  @Test
  void threeOfFiveVotesAcceptAndTwoOfFourDoNot() {
    assertEquals(Verdict.ACCEPTED, Verdict.of(votes(3, 2)));
    assertEquals(Verdict.REJECTED, Verdict.of(votes(2, 2)));
    assertEquals(Verdict.OPEN, Verdict.of(votes(2, 0)));
    assertEquals(Verdict.ACCEPTED, Verdict.of(votes(3, 0)));
  }

  private static List<ScoreVote> votes(int accepting, int rejecting) {
    var votes = new ArrayList<ScoreVote>();
    for (int i = 0; i < accepting; i++) votes.add(vote(i, Set.of()));
    for (int i = 0; i < rejecting; i++) votes.add(vote(100 + i, Set.of(Objection.JUMP)));
    return votes;
  }

  private static ScoreVote vote(int reviewer, Set<Objection> objections) {
    KeyPair keys = KeyPair.fromSeed(Hash.sha256(new byte[] {(byte) reviewer}).toBytes());
    return ScoreVote.sign(Signer.of(keys), HONEST.digest(), objections);
  }

  @Test
  void aVoteIsReadBackAndHoldsOnlyAsItWasSigned() {
    ScoreVote vote = vote(1, Set.of(Objection.JUMP));
    ScoreVote read = Decoder.whole(vote.toBytes(), ScoreVote::decode);
    assertEquals(vote, read);
    assertTrue(read.holds());
    var turned = new ScoreVote(vote.score(), vote.reviewer(), List.of(), vote.signature());
    assertFalse(turned.holds());
  }
}
