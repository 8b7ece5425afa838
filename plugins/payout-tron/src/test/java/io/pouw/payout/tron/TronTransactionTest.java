package io.pouw.payout.tron;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TronTransactionTest {
  static final TronKey KEY = TronKey.of(Trc20.word(BigInteger.valueOf(7)));
  static final TronKey OTHER = TronKey.of(Trc20.word(BigInteger.valueOf(8)));

  static TronTransaction sample() {
    var reference =
        TronTransaction.BlockReference.to(
            "0000000000012345aabbccddeeff00112233445566778899aabbccddeeff0011");
    var call =
        new TronContract.Trigger(
            KEY.address(), OTHER.address(), 0, Trc20.transfer(OTHER.address(), 1_500_000));
    return TronTransaction.sign(
        new TronTransaction.Raw(
            reference, 1_700_000_600_000L, 1_700_000_000_000L, 40_000_000, call),
        KEY);
  }

  @Test
  void aTransactionComesBackAsItWent() {
    TronTransaction sample = sample();
    TronTransaction back = TronTransaction.decode(sample.encode());
    assertArrayEquals(sample.encode(), back.encode());
    assertEquals(sample.id(), back.id());
    assertEquals(Optional.of(KEY.address()), back.signer());
    assertEquals(1_700_000_600_000L, back.content().expiration());
    assertEquals("2345", HexFormat.of().formatHex(back.content().reference().bytes()));
    assertEquals("aabbccddeeff0011", HexFormat.of().formatHex(back.content().reference().hash()));
  }

  @Test
  void noBytesMakeTheReaderFailInAnotherWayThanItSays() {
    long seed = 20_260_102;
    System.out.println("seed " + seed);
    var random = new Random(seed);
    byte[] good = sample().encode();
    for (int i = 0; i < 20_000; i++) {
      byte[] bad = good.clone();
      for (int j = 0; j <= random.nextInt(4); j++)
        bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
      try {
        TronTransaction.decode(bad);
      } catch (IllegalArgumentException e) {
        // refused with a reason
      }
    }
  }

  @Test
  void aSignatureOfAnotherOrNoneOrTwoIsNone() {
    TronTransaction sample = sample();
    assertEquals(Optional.empty(), TronTransaction.of(sample.raw(), List.of()).signer());
    byte[] one = sample.signatures().getFirst();
    assertEquals(Optional.empty(), TronTransaction.of(sample.raw(), List.of(one, one)).signer());
  }

  @Test
  void aLengthBeyondTheEndIsRefusedBeforeAnythingIsMade() {
    byte[] huge = {0x0a, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x07};
    assertThrows(IllegalArgumentException.class, () -> TronTransaction.decode(huge));
  }
}
