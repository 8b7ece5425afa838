package io.pouw.consensus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.primitives.CodecException;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encoder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValidatorSetTest {
  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "2, 2",
    "3, 3",
    "4, 3",
    "5, 4",
    "6, 5",
    "7, 5",
    "9223372036854775807, 6148914691236517205"
  })
  void aQuorumIsStrictlyMoreThanTwoThirds(long stake, long quorum) {
    assertEquals(quorum, new Committee(stake).validators.quorum());
  }

  @Test
  void aKeyThatStandsTwiceIsRefused() {
    Validator once = new Validator(new Committee(1).key(0), 1);
    assertThrows(IllegalArgumentException.class, () -> ValidatorSet.of(List.of(once, once)));
    byte[] bytes = new Encoder().list(List.of(once, once)).toBytes();
    assertThrows(CodecException.class, () -> Decoder.whole(bytes, ValidatorSet::decode));
  }

  @Test
  void stakesThatOverflowAreRefused() {
    assertThrows(ArithmeticException.class, () -> new Committee(Long.MAX_VALUE, 1));
  }

  @Test
  void aSetSurvivesItsCodec() {
    ValidatorSet set = new Committee(5, 7, 9).validators;
    assertEquals(set, Decoder.whole(set.toBytes(), ValidatorSet::decode));
  }

  @Test
  void leadersAreDrawnInProportionToStake() {
    var committee = new Committee(1_000, 2_000, 7_000);
    int[] views = new int[3];
    for (int view = 1; view <= 10_000; view++) views[committee.leader(view)]++;
    for (int i = 0; i < 3; i++) {
      long expected = committee.validators.get(i).stake();
      assertTrue(Math.abs(views[i] - expected) < 200, i + " led " + views[i] + " of 10000 views");
    }
  }
}
