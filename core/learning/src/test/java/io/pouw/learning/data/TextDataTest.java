package io.pouw.learning.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.pouw.learning.spec.DatasetSpec;
import io.pouw.learning.spec.DatasetSpec.Bags;
import io.pouw.learning.spec.DatasetSpec.Format;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextDataTest {
  @Test
  void rowsOfTextAreWindowsWithTheNextTokensAsTargets() {
    Dataset data = TextFormat.read(utf8("abcäba"), text("abcä", 3, 2));
    assertEquals(2, data.rows());
    float[] row = new float[4];
    data.copyRow(1, row, 1);
    assertArrayEquals(new float[] {0, 2, 3, 1}, row);
    float[] targets = new float[3];
    data.copyTargets(1, targets, 0);
    assertArrayEquals(new float[] {3, 1, 0}, targets);
  }

  @Test
  void withoutAnAlphabetTokensAreBytes() {
    assertArrayEquals(new char[] {'a', 0xc3, 0xa4}, TextFormat.tokens(utf8("aä"), ""));
  }

  @Test
  void anUnknownCharacterIsNamedWithItsPlace() {
    var spec = text("abä", 1, 1);
    assertEquals(
        "text: byte 3: the character U+20AC is not in the alphabet",
        refusal(() -> TextFormat.read(utf8("aä€"), spec)));
    assertEquals(
        "text: byte 1: is not UTF-8",
        refusal(() -> TextFormat.read(new byte[] {'a', (byte) 0xc0, (byte) 0x80}, spec)));
    assertEquals(
        "text: has 1 tokens, a window and the token after it are 2",
        refusal(() -> TextFormat.read(utf8("a"), spec)));
  }

  @Test
  void aBagHoldsTheHashesOfWordsAndCharacters() {
    // FNV-1a by its definition; "c" + " a" etc. by hand.
    assertEquals(0xe40c292c, NgramHash.fnv1a(0x811c9dc5, utf8("a"), 0, 1));
    var bags = new Bags(List.of("x", "y"), 2, 3, 3, 1 << 24);
    int[] expected = {
      bucket("wab"),
      bucket("wc"),
      bucket("wab c"),
      bucket("c ab"),
      bucket("cab "),
      bucket("cb c"),
      bucket("c c ")
    };
    assertArrayEquals(expected, NgramHash.buckets(utf8("  Ab, C!"), bags, 100));
    assertArrayEquals(new int[0], NgramHash.buckets(utf8("!"), bags, 100));
    assertEquals(2, NgramHash.buckets(utf8("Ab C"), bags, 2).length);
  }

  @Test
  void charactersBeyondAsciiAreNotCutApart() {
    var bags = new Bags(List.of("x", "y"), 0, 2, 2, 1 << 24);
    int[] expected = {bucket("c ä"), bucket("cä€"), bucket("c€ ")};
    assertArrayEquals(expected, NgramHash.buckets(utf8("ä€"), bags, 9));
  }

  @Test
  void labelledLinesArePaddedBags() {
    var bags = new Bags(List.of("en", "de"), 1, 0, 0, 100);
    var spec = new DatasetSpec(Format.LABELLED_TEXT, 2, 3, List.of(3), 1f, bags);
    Dataset data = LabelledTextFormat.read(utf8("de\tja nein\r\nen\tyes"), spec);
    assertEquals(2, data.rows());
    assertEquals(1, label(data, 0));
    float[] row = new float[3];
    data.copyRow(1, row, 0);
    assertEquals(-1f, row[1]);
    assertEquals(-1f, row[2]);
    data.copyRow(0, row, 0);
    assertEquals(-1f, row[2]);
    assertEquals(
        "rows: line 2: has the label 'fr', expected one of [en, de]",
        refusal(() -> LabelledTextFormat.read(utf8("en\tyes\nfr\toui\n"), spec)));
    assertEquals(
        "rows: line 1: has no tab between label and text",
        refusal(() -> LabelledTextFormat.read(utf8("en yes"), spec)));
  }

  @Test
  void aTableHasItsTargetInANamedColumn() {
    var table = new DatasetSpec.Table("y", List.of(1f, 0f), List.of(2f, 1f));
    var spec = new DatasetSpec(Format.CSV, 0, 2, List.of(2), 1f, table);
    Dataset data = TableFormat.read(utf8("a,\"y\",b\r\n1.5,-3e2,.25\r\n3,4,5.\r\n"), spec);
    assertEquals(2, data.rows());
    float[] row = new float[2];
    data.copyRow(0, row, 0);
    assertArrayEquals(new float[] {0.25f, 0.25f}, row);
    float[] target = new float[1];
    data.copyTargets(0, target, 0);
    assertEquals(-300f, target[0]);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'a,b\n1,0\n' | rows: the header has 2 columns, the specification says 2 and the target",
        "'a,b,c\n1,0x1p3,1\n' | rows: line 2, column 2: found '0x1p3', expected a decimal number",
        "'a,b,c\n1,NaN,1\n' | rows: line 2, column 2: found 'NaN', expected a decimal number",
        "'a,b,c\n1,1e99,1\n' | rows: line 2, column 2: 1e99 is beyond the range of a 32-bit float",
        "'a,b,c\n1,2\n' | rows: line 2, column 2: the line ends, expected another value",
        "'a,b,c\n1,2,0,4\n' | rows: line 2, column 3: found ',', expected the end of the line",
        "'a,b,a\n1,2,0\n' | rows: line 1, column 3: the name a stands there twice",
        "'a,b,c\n1,2,3\n' | rows: label 0 is 3.0, expected a whole number from 0 to 1",
        "'a,b,c\n' | rows: there is no row after the header",
      })
  void aDamagedTableIsRefusedWithThePlace(String content, String problem) {
    var table = new DatasetSpec.Table("", List.of(), List.of());
    var spec = new DatasetSpec(Format.CSV, 2, 2, List.of(2), 1f, table);
    assertEquals(problem, refusal(() -> TableFormat.read(utf8(content), spec)));
  }

  private static DatasetSpec text(String alphabet, int length, int stride) {
    return new DatasetSpec(
        Format.TEXT,
        alphabet.length(),
        length,
        List.of(length),
        1f,
        new DatasetSpec.Text(alphabet, length, stride));
  }

  /** The bucket of kind and sequence together, modulo 2^24: the last three bytes of the hash. */
  private static int bucket(String sequence) {
    int hash = 0x811c9dc5;
    for (byte b : utf8(sequence)) {
      hash ^= b & 0xff;
      hash *= 16_777_619;
    }
    return hash & 0xffffff;
  }

  private static String refusal(org.junit.jupiter.api.function.Executable reading) {
    return String.valueOf(assertThrows(DataException.class, reading).getMessage());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static int label(Dataset data, int row) {
    float[] target = new float[1];
    data.copyTargets(row, target, 0);
    return (int) target[0];
  }
}
