package io.pouw.primitives;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Bech32mTest {
  /** BIP 350, the valid strings. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "A1LQFN3A",
        "a1lqfn3a",
        "an83characterlonghumanreadablepartthatcontainsthetheexcludedcharactersbioandnumber11sg7hg6",
        "abcdef1l7aum6echk45nj3s0wdvt2fg8x9yrzpqzd3ryx",
        "11llllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllludsr8",
        "split1checkupstagehandshakeupstreamerranterredcaperredlc445v",
        "?1v759aa"
      })
  void theValidStringsOfBip350Decode(String text) {
    String prefix = text.toLowerCase(Locale.ROOT).substring(0, text.lastIndexOf('1'));
    int[] words = Bech32m.decodeWords(prefix, text);
    assertEquals(text.length() - prefix.length() - 1, words.length);
  }

  @Test
  void thePayloadOfAVectorIsRead() {
    int[] words = Bech32m.decodeWords("abcdef", "abcdef1l7aum6echk45nj3s0wdvt2fg8x9yrzpqzd3ryx");
    int[] expected = new int[32];
    for (int i = 0; i < 32; i++) expected[i] = 31 - i;
    assertArrayEquals(expected, Arrays.copyOf(words, 32));
    byte[] payload = Bech32m.decode("abcdef", "abcdef1l7aum6echk45nj3s0wdvt2fg8x9yrzpqzd3ryx");
    assertEquals(20, payload.length);
    assertEquals(
        "abcdef1l7aum6echk45nj3s0wdvt2fg8x9yrzpqzd3ryx", Bech32m.encode("abcdef", payload));
  }

  /** BIP 350, the invalid strings, and some of BIP 173 (another checksum). */
  @ParameterizedTest
  @ValueSource(
      strings = {
        " 1xj0phk",
        "\u007f1g6xzxy",
        "\u00801vctc34",
        "an84characterslonghumanreadablepartthatcontainsthetheexcludedcharactersbioandnumber11d6pts4",
        "qyrz8wqd2c9m",
        "1qyrz8wqd2c9m",
        "y1b0jsk6g",
        "lt1igcx5c0",
        "in1muywd",
        "mm1crxm3i",
        "au1s5cgom",
        "M1VUXWEZ",
        "16plkw9",
        "1p2gdwpf",
        "A12UEL5L",
        "a1LQFN3A",
        "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw"
      })
  void theInvalidStringsOfBip350AreRefused(String text) {
    String prefix = text.toLowerCase(Locale.ROOT).substring(0, Math.max(0, text.lastIndexOf('1')));
    // An empty human-readable part is invalid by BIP 350; our prefix is never empty.
    String ours = prefix.isEmpty() ? Address.PREFIX : prefix;
    assertThrows(IllegalArgumentException.class, () -> Bech32m.decode(ours, text));
  }

  @Test
  void paddingBitsThatAreSetAreRefused() {
    var refusal =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                Bech32m.decode(
                    "1",
                    "11llllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllludsr8"));
    assertTrue(String.valueOf(refusal.getMessage()).contains("padding"));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void anyPayloadComesBack(long seed) {
    var random = new Random(seed);
    for (int length = 0; length < 40; length++) {
      byte[] payload = new byte[length];
      random.nextBytes(payload);
      String text = Bech32m.encode("pai", payload);
      assertArrayEquals(payload, Bech32m.decode("pai", text));
      assertArrayEquals(payload, Bech32m.decode("pai", text.toUpperCase(Locale.ROOT)));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void upToFourWrongLettersAreAlwaysFound(long seed) {
    var random = new Random(seed);
    byte[] payload = new byte[Address.BYTES];
    for (int round = 0; round < 300; round++) {
      random.nextBytes(payload);
      var text = new StringBuilder(Bech32m.encode("pai", payload));
      int errors = 1 + random.nextInt(4);
      for (int i = 0; i < errors; i++) {
        int at = 4 + random.nextInt(text.length() - 4);
        text.setCharAt(at, text.charAt(at) == 'q' ? 'p' : 'q');
      }
      if (text.toString().equals(Bech32m.encode("pai", payload))) continue;
      assertThrows(IllegalArgumentException.class, () -> Bech32m.decode("pai", text.toString()));
    }
  }
}
