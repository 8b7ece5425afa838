package io.pouw.learning.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhiloxTest {
  /** From the file kat_vectors of the Random123 distribution, lines "philox4x32 10". */
  @ParameterizedTest
  @CsvSource({
    "00000000 00000000 00000000 00000000, 00000000 00000000,"
        + " 6627e8d5 e169c58d bc57ac4c 9b00dbd8",
    "ffffffff ffffffff ffffffff ffffffff, ffffffff ffffffff,"
        + " 408f276d 41c83b0e a20bc7c6 6d5451fd",
    "243f6a88 85a308d3 13198a2e 03707344, a4093822 299f31d0,"
        + " d16cfe09 94fdcceb 5001e420 24126ea1"
  })
  void publishedVectorsComeOut(String counter, String key, String expected) {
    int[] words = words(counter);
    Philox.permute(words, words(key)[0], words(key)[1]);
    assertArrayEquals(words(expected), words);
  }

  private static int[] words(String text) {
    String[] parts = text.split(" ", -1);
    int[] words = new int[parts.length];
    for (int i = 0; i < words.length; i++) words[i] = HexFormat.fromHexDigits(parts[i]);
    return words;
  }

  @Test
  void aBlockOfWordsIsSixteenCountersWordByWord() {
    int[] block = new int[Philox.BLOCK];
    Philox.fill(block, 3, 11, 12, 13, 14);
    for (int lane = 0; lane < 16; lane++) {
      int[] counter = {3 * 16 + lane, 0, 11, 12};
      Philox.permute(counter, 13, 14);
      for (int word = 0; word < 4; word++)
        assertEquals(counter[word], block[word * 16 + lane], "lane " + lane);
    }
  }
}
