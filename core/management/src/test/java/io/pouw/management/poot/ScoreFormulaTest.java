package io.pouw.management.poot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.primitives.Address;
import io.pouw.primitives.Decoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScoreFormulaTest {
  static final Period PERIOD = new Period(10, 100, 200, 1_000, 601_000);
  static final ScoringTerms TERMS = ScoringTerms.DEFAULT;
  static final List<Standard> STANDARDS =
      List.of(new Standard("neural", 1_000, 250), new Standard("smt", 20, 5));

  static Address worker(int number) {
    byte[] bytes = new byte[Address.BYTES];
    bytes[0] = (byte) number;
    bytes[1] = (byte) (number >> 8);
    return Address.of(bytes);
  }

  static Evidence evidence(ChainEvidence chain) {
    return new Evidence(worker(1), chain, 18, 20, 100_000, 4);
  }

  static ChainEvidence chain(TypeWork... work) {
    return new ChainEvidence(List.of(work), 8, 0, 10_000);
  }

  private static Score score(Evidence evidence, Past past) {
    return new ScoreFormula(TERMS, STANDARDS).score(PERIOD, evidence, past);
  }

  @Test
  void theUsualWorkerHasHalfOfWhatApproachesOne() {
    Score score = score(evidence(chain(new TypeWork("neural", 3, 1_000))), Past.NONE);
    assertEquals(List.of(500_000, 900_000, 900_000, 500_000, 500_000, 500_000), score.factors());
    assertEquals(175_000 + 225_000 + 135_000 + 25_000 + 50_000 + 50_000, score.latest());
    assertEquals(score.latest(), score.value());
    assertEquals(Ppm.of(8, 28), score.confidence());
  }

  @Test
  void kindsOfTasksCountAlikeWhateverTheirUnitsWeigh() {
    Score neural = score(evidence(chain(new TypeWork("neural", 3, 3_000))), Past.NONE);
    Score smt = score(evidence(chain(new TypeWork("smt", 3, 60))), Past.NONE);
    assertEquals(neural.factor(Factor.VERIFIED_WORK), smt.factor(Factor.VERIFIED_WORK));
    Score both =
        score(
            evidence(chain(new TypeWork("neural", 3, 3_000), new TypeWork("smt", 1, 20))),
            Past.NONE);
    assertEquals((750_000 + 500_000) / 2, both.factor(Factor.VERIFIED_WORK));
    assertEquals(2, both.types().size());
    assertEquals(neural.latest(), both.types().getFirst().latest());
  }

  @Test
  void whoClaimsMoreCoresThanHeUsesLoses() {
    ChainEvidence chain = chain(new TypeWork("neural", 3, 1_000));
    var honest = new Evidence(worker(1), chain, 20, 20, 1, 4);
    var boaster = new Evidence(worker(1), chain, 20, 20, 1, 64);
    assertTrue(score(boaster, Past.NONE).value() < score(honest, Past.NONE).value());
  }

  @Test
  void oneConvictionOutweighsManyUnitsThatHeldUp() {
    var clean = new ChainEvidence(List.of(), 40, 0, 0);
    var caught = new ChainEvidence(List.of(), 40, 1, 0);
    assertEquals(Ppm.of(41, 42), score(evidence(clean), Past.NONE).factor(Factor.CORRECTNESS));
    assertEquals(Ppm.of(41, 92), score(evidence(caught), Past.NONE).factor(Factor.CORRECTNESS));
  }

  @Test
  void whatIsNotMeasuredCountsNothing() {
    var silent = new Evidence(worker(1), ChainEvidence.NONE, 0, 20, 0, 1);
    Score score = score(silent, Past.NONE);
    assertEquals(0, score.factor(Factor.AVAILABILITY));
    assertEquals(0, score.factor(Factor.LATENCY));
    assertEquals(0, score.factor(Factor.RESOURCE_USE));
    assertEquals(125_000, score.value(), "nothing speaks against a newcomer's correctness");
  }

  @Test
  void aScoreFollowsItsPastAndFadesOverPeriodsWithoutOne() {
    Evidence evidence = evidence(chain(new TypeWork("neural", 3, 1_000)));
    var yesterday = new Past(1, 400_000, 9, 1, 400_000);
    assertEquals(
        (400_000L * 700_000 + 660_000L * 300_000) / 1_000_000, score(evidence, yesterday).value());
    var longAgo = new Past(1, 400_000, 7, 0, 0);
    int faded = 400_000 * 81 / 100;
    assertEquals(Ppm.mix(faded, 660_000, 300_000), score(evidence, longAgo).value());
  }

  @Test
  void aScoreAtMostDoublesAgainstItsMeanOfADay() {
    Evidence evidence = evidence(chain(new TypeWork("neural", 3, 1_000)));
    assertEquals(160_000, score(evidence, new Past(5, 80_000, 9, 5, 80_000)).value());
    assertEquals(100_000, score(evidence, new Past(5, 10_000, 9, 5, 10_000)).value());
  }

  @Test
  void everyScoreIsInItsRangeAndCanBeRecomputedFromItsRecord() {
    long seed = 42;
    var random = new Random(seed);
    for (int i = 0; i < 3_000; i++) {
      var work = new ArrayList<TypeWork>();
      if (random.nextBoolean()) work.add(new TypeWork("neural", 1, random.nextLong() >>> 3));
      if (random.nextBoolean()) work.add(new TypeWork("smt", 1, random.nextLong() >>> 40));
      var chain =
          new ChainEvidence(
              work, random.nextInt(1 << 30), random.nextInt(1_000), random.nextLong() >>> 4);
      long expected = random.nextInt(100);
      var evidence =
          new Evidence(
              worker(i),
              chain,
              expected == 0 ? 0 : random.nextLong(expected + 1),
              expected,
              random.nextInt(1 << 30),
              1 + random.nextInt(64));
      var past =
          new Past(
              random.nextInt(50),
              random.nextInt(1_000_001),
              random.nextInt(10),
              random.nextInt(5),
              random.nextInt(1_000_001));
      ScoreRecord record = ScoreRecord.of(PERIOD, evidence, STANDARDS, TERMS, past);
      for (int each : record.score().factors())
        assertTrue(each >= 0 && each <= 1_000_000, "seed " + seed);
      assertTrue(record.score().value() <= 1_000_000, "seed " + seed);
      ScoreRecord read = Decoder.whole(record.toBytes(), ScoreRecord::decode);
      assertEquals(record, read);
      assertEquals(record.score(), read.recomputed());
    }
  }

  @Test
  void weightsThatDoNotAddUpAreRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new ScoringTerms(List.of(1, 2, 3, 4, 5, 6), 1, 1, 1, 1, 1, 1));
  }
}
