package io.pouw.learning.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.learning.spec.DatasetSpec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatasetTest {
  private static final DatasetSpec IDX =
      new DatasetSpec(DatasetSpec.Format.IDX, 3, 4, List.of(2, 2), 255f);
  private static final DatasetSpec CSV =
      new DatasetSpec(DatasetSpec.Format.CSV, 3, 2, List.of(2), 16f);

  /** Two images of 2 x 2. */
  private static final String IMAGES =
      "00000803 00000002 00000002 00000002 00 01 02 ff 10 20 30 40";

  private static final String LABELS = "00000801 00000002 02 00";

  @Test
  void idxFilesAreReadAndScaled() {
    Dataset data = IdxFormat.read(hex(IMAGES), hex(LABELS), IDX);
    assertEquals(2, data.rows());
    assertEquals(4, data.features());
    assertEquals(2, target(data, 0));
    assertEquals(0, target(data, 1));
    float[] row = new float[5];
    data.copyRow(0, row, 1);
    float factor = 1f / 255f;
    assertArrayEquals(new float[] {0, 0, factor, 2 * factor, 255 * factor}, row);
  }

  @Test
  void packedFilesReadAsUnpackedOnes() throws IOException {
    Dataset data = IdxFormat.read(gzip(hex(IMAGES)), gzip(hex(LABELS)), IDX);
    assertEquals(2, data.rows());
    assertEquals(2, target(data, 0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "000008 | 00000801 00000002 02 00 | images: is no IDX file: too short",
        "00000d03 00 | 00000801 00000002 02 00"
            + " | images: is no IDX file of unsigned bytes: begins with 00000d, expected 000008",
        "00000803 00000002 | 00000801 00000002 02 00 | images: ends within its header",
        "00000803 00000002 00000002 00000002 00 | 00000801 00000002 02 00"
            + " | images: has 17 bytes, its header says 24",
        "00000803 7fffffff 7fffffff 7fffffff 00 | 00000801 00000002 02 00"
            + " | images: has 17 bytes, its header says 4611686016279904272",
        "00000803 00000002 00000001 00000002 00 00 00 00 | 00000801 00000002 02 00"
            + " | images: have 2 values each, the specification says 4",
        "00000802 00000002 00000004 00 00 00 00 00 00 00 00 | 00000801 00000001 02"
            + " | 2 images but 1 labels",
        "00000802 00000001 00000004 00 00 00 00 | 00000801 00000001 03"
            + " | labels: row 0 has label 3, the specification says 3 classes",
        "00000802 00000000 00000004 | 00000801 00000000"
            + " | images: has 0 rows, expected at least 1",
        "00000802 00000001 ffffffff 00 | 00000801 00000001 00 | images: has a dimension of -1",
      })
  void damagedIdxFilesAreRefusedWithTheReason(String images, String labels, String problem) {
    var refusal =
        assertThrows(DataException.class, () -> IdxFormat.read(hex(images), hex(labels), IDX));
    assertEquals(problem, refusal.getMessage());
  }

  @Test
  void aDamagedGzipFileIsRefusedWhereverTheDamageIs() throws IOException {
    byte[] images = gzip(hex(IMAGES));
    byte[] labels = hex(LABELS);
    for (int length = 2; length < images.length; length++) {
      byte[] cut = Arrays.copyOf(images, length);
      assertThrows(DataException.class, () -> IdxFormat.read(cut, labels, IDX));
    }
    byte[] flipped = images.clone();
    flipped[images.length - 6] ^= 1;
    var refusal = assertThrows(DataException.class, () -> IdxFormat.read(flipped, labels, IDX));
    assertEquals(
        "images: the gzip file is corrupt: its checksum does not match", refusal.getMessage());
    byte[] longer = Arrays.copyOf(images, images.length + 1);
    refusal = assertThrows(DataException.class, () -> IdxFormat.read(longer, labels, IDX));
    assertEquals("images: the gzip file goes on after its end", refusal.getMessage());
  }

  @Test
  void aGzipFileWithANameInItsHeaderIsRead() {
    // printf '1,2,0\n' > rows; gzip rows
    byte[] packed = hex("1f8b0808cc76016b0003 726f777300 33d431d231e00200 ede7332e 06000000");
    assertEquals(1, CsvFormat.read(packed, CSV).rows());
  }

  @Test
  void rowsOfNumbersAreRead() {
    Dataset data = CsvFormat.read(text("16,8,2\r\n0,4,0"), CSV);
    assertEquals(2, data.rows());
    assertEquals(2, target(data, 0));
    float[] row = new float[2];
    data.copyRow(0, row, 0);
    assertArrayEquals(new float[] {1f, 0.5f}, row);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | rows: the file is empty",
        "'1,2,0\n1,x,0\n' | rows: line 2, column 2: found 'x', expected a value",
        "'1,2\n1,2\n' | rows: line 1, column 2: found the end of the line, expected ','",
        "'1,2,0,1\n' | rows: line 1, column 3: found ',', expected the end of the line",
        "'1,256,0\n' | rows: line 1, column 2: a value is 256, at most 255 can be",
        "'1,2,3\n' | rows: line 1, column 3: a label is 3, at most 2 can be",
        "'1,2,0\n\n1,2,0\n' | rows: line 2, column 1: found the end of the line, expected a value",
        "'1,2,0\n1,20' | rows: line 2, column 2: found the end of the file, expected ','",
        "'1\n1\n1\n' | rows: 3 rows of 2 values and a label do not fit in 6 bytes",
      })
  void damagedRowsAreRefusedWithTheirPlace(String content, String problem) {
    var refusal = assertThrows(DataException.class, () -> CsvFormat.read(text(content), CSV));
    assertEquals(problem, refusal.getMessage());
  }

  @Test
  void aFileIsSplitBetweenLines() {
    byte[] content = text("1,1,0\n2,2,1\n3,3,2");
    assertEquals("2,2,1\n3,3,2", string(CsvFormat.slice(content, 1, 3)));
    assertEquals("1,1,0\n", string(CsvFormat.slice(content, 0, 1)));
    var refusal = assertThrows(DataException.class, () -> CsvFormat.slice(content, 2, 4));
    assertTrue(String.valueOf(refusal.getMessage()).contains("there are 3"), refusal.getMessage());
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replace(" ", ""));
  }

  private static byte[] text(String content) {
    return content.getBytes(StandardCharsets.UTF_8);
  }

  private static String string(byte[] content) {
    return new String(content, StandardCharsets.UTF_8);
  }

  private static byte[] gzip(byte[] content) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }

  private static int target(Dataset data, int row) {
    float[] target = new float[1];
    data.copyTargets(row, target, 0);
    return (int) target[0];
  }
}
