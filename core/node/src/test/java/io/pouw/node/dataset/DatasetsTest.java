package io.pouw.node.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.primitives.Hash;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetsTest {
  private static final Path SHIPPED = Path.of("..", "..", "data");
  private static final Path TASKS = Path.of("..", "..", "conf", "tasks");
  private static final String DIGITS_SHA256 =
      "6ebb3d2fee246a4e99363262ddf8a00a3c41bee6014c373ed9d9216ba7f651b8";

  @TempDir Path data;
  private Path digits;

  @BeforeEach
  void copyTheDigits() throws IOException {
    Files.createDirectories(data.resolve("digits"));
    digits =
        Files.copy(
            SHIPPED.resolve("digits").resolve("digits.csv.gz"),
            data.resolve("digits").resolve("digits.csv.gz"));
  }

  private String refusal(String name) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> new Datasets(data, TASKS).load(name))
            .getMessage());
  }

  private static byte[] unpack(byte[] packed) throws IOException {
    try (var in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      return in.readAllBytes();
    }
  }

  private static byte[] pack(byte[] content) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    }
    return out.toByteArray();
  }

  private static long rows(byte[] csv) {
    return new String(csv, StandardCharsets.US_ASCII).lines().count();
  }

  @Test
  void theShippedDigitsAreWhatWasPublishedSplitInTwo() {
    Dataset loaded = new Datasets(data, TASKS).load("digits");
    assertEquals(1437, rows(loaded.training().getOrDefault("rows", new byte[0])));
    assertEquals(1797 - 1437, rows(loaded.test().getOrDefault("rows", new byte[0])));
    assertTrue(new String(loaded.spec(), StandardCharsets.UTF_8).contains("\"features\": 64"));
  }

  @Test
  void theShippedMnistIsWhatWasPublished() {
    Dataset loaded = new Datasets(SHIPPED, TASKS).load("mnist");
    assertEquals(java.util.Set.of("images", "labels"), loaded.training().keySet());
    assertEquals(java.util.Set.of("images", "labels"), loaded.test().keySet());
  }

  @Test
  void aFlippedByteInTheContentIsSaidWithFileAndBothHashes() throws IOException {
    byte[] content = unpack(Files.readAllBytes(digits));
    content[1000] ^= 1;
    Files.write(digits, pack(content));
    String refusal = refusal("digits");
    assertTrue(refusal.contains(digits.toString()), refusal);
    assertTrue(refusal.contains(Hash.sha256(content).toString()), refusal);
    assertTrue(refusal.contains("expected " + DIGITS_SHA256), refusal);
  }

  @Test
  void aFlippedByteInTheArchiveIsSaidWithTheFile() throws IOException {
    byte[] packed = Files.readAllBytes(digits);
    packed[packed.length / 2] ^= 1;
    Files.write(digits, packed);
    String refusal = refusal("digits");
    assertTrue(refusal.contains(digits.toString()), refusal);
    assertTrue(
        refusal.contains("is corrupt") || refusal.contains("not the published file"), refusal);
  }

  @Test
  void aFileThatIsCutOffOrNoArchiveIsCorrupt() throws IOException {
    byte[] packed = Files.readAllBytes(digits);
    Files.write(digits, java.util.Arrays.copyOf(packed, packed.length - 100));
    assertTrue(refusal("digits").contains(digits + " is corrupt"));
    Files.writeString(digits, "0,1,2");
    assertTrue(refusal("digits").contains(digits + " is corrupt"));
  }

  @Test
  void anArchiveThatUnpacksToFarTooMuchIsStopped() throws IOException {
    Files.write(digits, pack(new byte[70 << 20]));
    assertTrue(refusal("digits").contains(digits + " unpacks to over"));
  }

  @Test
  void aMissingFileIsNamed() {
    String refusal = refusal("mnist");
    assertTrue(refusal.contains("cannot read " + data.resolve("mnist")), refusal);
  }

  @Test
  void anUnknownNameGetsTheKnownOnesAsAnAnswer() {
    assertEquals("no data set is called 'faces'; there are mnist, digits", refusal("faces"));
  }
}
