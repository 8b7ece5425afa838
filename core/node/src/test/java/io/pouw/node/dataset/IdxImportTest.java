package io.pouw.node.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pouw.node.model.BadInputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxImportTest {
  private static final Path MNIST = Path.of("..", "..", "data", "mnist");

  @TempDir Path folder;

  private ObjectNode importFrom(Path images, Path labels) throws IOException {
    return DataTools.importTo(
        folder.resolve("out"),
        new DataTools.Source(images, Optional.empty(), Optional.of(labels)),
        new DataTools.Reading(
            new ImageImport(false, Optional.empty()),
            new TableImport(true, Optional.empty(), false, false),
            new ArrayImport(false, ArrayImport.MAX_UNPACKED_BYTES),
            4));
  }

  private Path write(String name, int... words) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(words.length * Integer.BYTES);
    for (int word : words) bytes.putInt(word);
    return Files.write(folder.resolve(name), bytes.array());
  }

  private String refusal(Path file) {
    return String.valueOf(
        assertThrows(
                BadInputException.class, () -> IdxImport.toNpy(file, folder.resolve("refused.npy")))
            .getMessage());
  }

  @Test
  void theFilesOfMnistBecomeADataSet() throws IOException {
    ObjectNode json =
        importFrom(
            MNIST.resolve("t10k-images-idx3-ubyte.gz"), MNIST.resolve("t10k-labels-idx1-ubyte.gz"));
    assertEquals(
        "{\"format\":\"npy\",\"classes\":10,\"features\":784,\"shape\":[28,28],\"scale\":255}",
        json.path("dataset").toString());
    try (NpyRows rows = NpyRows.open(folder.resolve("out").resolve("x.npy"))) {
      assertEquals(10_000, rows.rows());
    }
  }

  @Test
  void aFileOfLabelsIsDescribedByItsClasses() throws IOException {
    ObjectNode json = DataTools.describe(MNIST.resolve("t10k-labels-idx1-ubyte.gz"));
    assertEquals(10_000, json.path("rows").asInt());
    assertEquals("[10000]", json.path("shape").toString());
    assertEquals(980, json.path("classes").path("0").asInt());
    assertEquals(1_135, json.path("classes").path("1").asInt());
    ObjectNode images = DataTools.describe(MNIST.resolve("t10k-images-idx3-ubyte.gz"));
    assertEquals("[10000,28,28]", images.path("shape").toString());
    assertEquals(255, images.path("max").asInt());
  }

  @Test
  void bigEndianValuesAreTurned() throws IOException {
    Path file =
        write(
            "x.idx",
            0x0d02,
            2,
            2,
            Float.floatToIntBits(1.5f),
            Float.floatToIntBits(-2f),
            Float.floatToIntBits(3e9f),
            0);
    Path npy = folder.resolve("x.npy");
    IdxImport.toNpy(file, npy);
    double[] row = new double[2];
    try (NpyRows rows = NpyRows.open(npy)) {
      rows.values(0, row);
      assertArrayEquals(new double[] {1.5, -2}, row);
      rows.values(1, row);
      assertArrayEquals(new double[] {3e9f, 0}, row);
    }
  }

  @Test
  void whatIsDamagedIsRefusedWithTheReason() throws IOException {
    assertTrue(refusal(write("a.idx", 0x0801)).endsWith("it is cut off or no IDX file"));
    assertTrue(refusal(write("a.idx", 0x0801, 5, 0)).endsWith("it is cut off or no IDX file"));
    assertTrue(
        refusal(write("a.idx", 0x0801, 3, 0)).endsWith("goes on after the values of shape [3]"));
    assertTrue(refusal(write("a.idx", 0x50480801, 4, 0)).endsWith("is no IDX file"));
    assertTrue(refusal(write("a.idx", 0x0701, 4, 0)).contains("values of type 7, expected 8, 9"));
    assertTrue(refusal(write("a.idx", 0x0800, 4, 0)).contains("0 dimensions, expected 1 to 5"));
    assertTrue(
        refusal(write("a.idx", 0x0802, 1, -1)).contains("dimension 1 is 4294967295, expected 1"));
    assertTrue(
        refusal(write("a.idx", 0x0803, 1, Integer.MAX_VALUE, Integer.MAX_VALUE))
            .contains("a row has more than 67108864 bytes"));
  }

  @Test
  void withoutLabelsNothingIsImported() {
    Path images = MNIST.resolve("t10k-images-idx3-ubyte.gz");
    var noLabels = new DataTools.Source(images, Optional.empty(), Optional.empty());
    String refusal =
        String.valueOf(
            assertThrows(
                    BadInputException.class,
                    () ->
                        DataTools.importTo(
                            folder.resolve("out"),
                            noLabels,
                            new DataTools.Reading(
                                new ImageImport(false, Optional.empty()),
                                new TableImport(true, Optional.empty(), false, false),
                                new ArrayImport(false, 1 << 20),
                                4)))
                .getMessage());
    assertEquals("the targets of " + images + " stand in --labels", refusal);
  }
}
