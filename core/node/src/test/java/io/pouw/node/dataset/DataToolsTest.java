package io.pouw.node.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pouw.learning.data.ArrayRows;
import io.pouw.learning.data.DataException;
import io.pouw.learning.data.Dataset;
import io.pouw.learning.data.NpyArray;
import io.pouw.learning.data.NpyFormat;
import io.pouw.learning.data.NpzFormat;
import io.pouw.learning.spec.DatasetSpec;
import io.pouw.learning.spec.ModelSpec;
import io.pouw.node.model.BadInputException;
import io.pouw.primitives.BlobId;
import io.pouw.primitives.Hash;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataToolsTest {
  @TempDir Path folder;

  private static DataTools.Reading reading(boolean grey, String size, TableImport table) {
    return new DataTools.Reading(
        new ImageImport(
            grey, size.isEmpty() ? Optional.empty() : Optional.of(ImageImport.Size.parse(size))),
        table,
        new ArrayImport(false, 1 << 20),
        4);
  }

  private static final TableImport TABLE = new TableImport(true, Optional.empty(), false, false);
  private static final DataTools.Reading PLAIN = reading(false, "", TABLE);

  private Path out() {
    return folder.resolve("out");
  }

  private ObjectNode importFrom(Path source, DataTools.Reading reading) throws IOException {
    return DataTools.importTo(
        out(), new DataTools.Source(source, Optional.empty(), Optional.empty()), reading);
  }

  private String refusal(Path source, DataTools.Reading reading) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> importFrom(source, reading))
            .getMessage());
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  /** Half of the pixels in one colour, half in another. */
  private Path image(String name, int width, int left, int right) throws IOException {
    var image = new BufferedImage(width, 2, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < width; x++)
      for (int y = 0; y < 2; y++) image.setRGB(x, y, x < width / 2 ? left : right);
    Path file = folder.resolve("images").resolve(name);
    Files.createDirectories(file.getParent());
    ImageIO.write(image, name.endsWith("png") ? "png" : "jpg", file.toFile());
    return file;
  }

  /** As training reads it, by the field that the import printed. */
  private Dataset dataset(ObjectNode imported, Path at) throws IOException {
    String spec =
        """
        {"dataset": %s, "layers": [{"type": "dense", "units": %d}],
         "loss": "softmax_cross_entropy", "optimizer": {"type": "sgd", "learning_rate": 0.1},
         "batch_size": 1, "local_steps": 1, "slots": 1, "rounds": 1, "checkpoint_rounds": 1,
         "aggregation": "mean", "min_accuracy": 0, "seed": "s"}
        """
            .formatted(
                imported.path("dataset"), Math.max(1, imported.at("/dataset/classes").asInt()));
    if (imported.at("/dataset/task").asText().equals("regression"))
      spec = spec.replace("softmax_cross_entropy", "mean_squared_error");
    DatasetSpec data = ModelSpec.parse(spec.getBytes(StandardCharsets.UTF_8)).dataset();
    return ArrayRows.read(
        Files.readAllBytes(at.resolve("x.npy")), Files.readAllBytes(at.resolve("y.npy")), data);
  }

  private static float[] row(Dataset data, int row) {
    float[] values = new float[data.features()];
    data.copyRow(row, values, 0);
    return values;
  }

  private static int label(Dataset data, int row) {
    float[] label = new float[1];
    data.copyTargets(row, label, 0);
    return (int) label[0];
  }

  @Test
  void imagesInSubfoldersBecomePixelsInTheOrderOfTheNames() throws IOException {
    image("dog/b.png", 4, 0x00ff00, 0x0000ff);
    image("cat/z.png", 4, 0xff0000, 0x000000);
    image("cat/a.png", 4, 0xffffff, 0xffffff);
    Files.writeString(folder.resolve("images/cat/.hidden"), "no image");
    ObjectNode imported = importFrom(folder.resolve("images"), PLAIN);
    Dataset data = dataset(imported, out());
    assertEquals(
        List.of(3, 24, 3),
        List.of(data.rows(), data.features(), imported.at("/dataset/shape").size()));
    assertEquals(List.of(0, 0, 1), List.of(label(data, 0), label(data, 1), label(data, 2)));
    float[] red = new float[24];
    for (int i : new int[] {0, 1, 4, 5}) red[i] = 255 * (1f / 255);
    assertArrayEquals(red, row(data, 1));
    assertEquals(
        "[\"cat\",\"dog\"]",
        new ObjectMapper()
            .readTree(out().resolve("dataset.json").toFile())
            .path("classes")
            .toString());
    byte[] x = Files.readAllBytes(out().resolve("x.npy"));
    assertEquals(Hash.sha256(x).toString(), imported.at("/x/sha256").asText());
    assertEquals(BlobId.of(x).toString(), imported.at("/x/blob").asText());
  }

  @Test
  void imagesCanBeGreyAndOfOneSize() throws IOException {
    image("a/1.png", 4, 0xff0000, 0x0000ff);
    image("b/1.jpg", 8, 0xffffff, 0xffffff);
    assertTrue(refusal(folder.resolve("images"), PLAIN).contains("1.jpg has 2 x 8 pixels"));
    empty(out());
    ObjectNode imported = importFrom(folder.resolve("images"), reading(true, "2x2", TABLE));
    Dataset data = dataset(imported, out());
    assertEquals("[2,2]", imported.at("/dataset/shape").toString());
    assertArrayEquals(
        new float[] {76 * (1f / 255), 29 * (1f / 255), 76 * (1f / 255), 29 * (1f / 255)},
        row(data, 0));
    assertEquals(1f, row(data, 1)[0], 1e-2);
  }

  @Test
  void aFlatFolderTakesItsClassesFromAList() throws IOException {
    image("1.png", 4, 1, 1);
    image("2.png", 4, 2, 2);
    Path labels = write("labels.csv", "file,class\n2.png,\"a, b\"\n1.png,c\n");
    var source =
        new DataTools.Source(folder.resolve("images"), Optional.empty(), Optional.of(labels));
    Dataset data = dataset(DataTools.importTo(out(), source, PLAIN), out());
    assertEquals(List.of(1, 0), List.of(label(data, 0), label(data, 1)));
    write("labels.csv", "file,class\n../labels.csv,a\n");
    var outside =
        assertThrows(
            BadInputException.class,
            () -> DataTools.importTo(folder.resolve("out2"), source, PLAIN));
    assertTrue(String.valueOf(outside.getMessage()).contains("line 2 names a file outside"));
  }

  @Test
  void whatIsNoImageIsNamed() throws IOException {
    image("a/1.png", 4, 1, 1);
    Path bad = image("b/2.png", 4, 1, 1);
    byte[] good = Files.readAllBytes(bad);
    Files.write(bad, Arrays.copyOf(good, good.length / 2));
    assertTrue(refusal(folder.resolve("images"), PLAIN).contains("2.png: the image is broken"));
    Files.writeString(folder.resolve("images/b/3.txt"), "text");
    Files.delete(bad);
    assertTrue(refusal(folder.resolve("images"), PLAIN).contains("is not empty"));
  }

  @Test
  void anImageThatSaysItIsEnormousIsRefusedByItsHeader() throws IOException {
    image("a/1.png", 4, 1, 1);
    Path bomb = image("b/1.png", 4, 1, 1);
    byte[] bytes = Files.readAllBytes(bomb);
    java.nio.ByteBuffer.wrap(bytes).putInt(16, 100_000).putInt(20, 100_000);
    var checksum = new CRC32();
    checksum.update(bytes, 12, 17);
    java.nio.ByteBuffer.wrap(bytes).putInt(29, (int) checksum.getValue());
    Files.write(bomb, bytes);
    assertTrue(refusal(folder.resolve("images"), PLAIN).contains("100000 x 100000 pixels"));
  }

  @Test
  void aTableBecomesArraysWithItsClassesNumbered() throws IOException {
    Path csv = write("t.csv", "a,kind,\"b\"\n1,x,2.5\n-1e3,\"w\",0\n\n3,x,.5\n");
    var byName = new TableImport(true, Optional.of("kind"), false, false);
    Dataset data = dataset(importFrom(csv, reading(false, "", byName)), out());
    assertArrayEquals(new float[] {-1000f, 0f}, row(data, 1));
    assertEquals(List.of(1, 0, 1), List.of(label(data, 0), label(data, 1), label(data, 2)));
  }

  @Test
  void aTargetCanBeANumberAndAHeaderBeMissing() throws IOException {
    Path csv = write("t.csv", "1,10.5\n2,20.5\n");
    var regression = new TableImport(false, Optional.of("2"), true, false);
    Dataset data = dataset(importFrom(csv, reading(false, "", regression)), out());
    float[] target = new float[1];
    data.copyTargets(1, target, 0);
    assertArrayEquals(new float[] {20.5f}, target);
  }

  @Test
  void aBadTableIsRefusedWithItsPlace() throws IOException {
    Map<String, String> bad = new LinkedHashMap<>();
    bad.put("a,b\n1,x\n2\n", "line 3 has 1 columns, expected 2");
    bad.put("a,b\n1,x\n,y\n", "line 3 has no value in column 1");
    bad.put("a,b\n1,x\n1e99,y\n", "line 3 has '1e99' in column 1");
    bad.put("a,b\n1,x\n0x1,y\n", "line 3 has '0x1' in column 1");
    bad.put("a,b\n1,x\n1,\"y\n", "line 3 has a quote that is not closed");
    bad.put("a,b\n1,x\n1,x\n", "has one class only");
    bad.put("", "is empty");
    for (var each : bad.entrySet()) {
      Path csv = write("t.csv", each.getKey());
      String message = refusal(csv, PLAIN);
      assertTrue(message.contains(each.getValue()), message);
      empty(out());
    }
  }

  @Test
  void rowsWithMissingValuesAreLeftOutIfWanted() throws IOException {
    Path csv = write("t.csv", "a,b\n1,x\nNA,y\n2,y\n");
    var drop = new TableImport(true, Optional.empty(), false, true);
    assertEquals(2, dataset(importFrom(csv, reading(false, "", drop)), out()).rows());
    ObjectNode figures = DataTools.describe(csv);
    assertEquals(3, figures.path("rows").asInt());
    assertEquals(1, figures.at("/values/a/missing").asInt());
    assertEquals(1.5, figures.at("/values/a/mean").asDouble());
    assertEquals(3, figures.at("/values/b/words").asInt());
  }

  private static void empty(Path folder) throws IOException {
    if (!Files.exists(folder)) return;
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) Files.delete(file);
    }
  }

  private static byte[] labels(int rows) {
    byte[] labels = new byte[rows];
    for (int i = 0; i < rows; i++) labels[i] = (byte) (i % 4 == 0 ? 1 : 0);
    return NpyFormat.write(List.of(rows), labels);
  }

  private Path arrays(int rows) throws IOException {
    float[] x = new float[2 * rows];
    for (int i = 0; i < x.length; i++) x[i] = i;
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("x", NpyFormat.write(List.of(rows, 2), x));
    files.put("y", labels(rows));
    return Files.write(folder.resolve("a.npz"), NpzFormat.write(files));
  }

  @Test
  void anArchiveIsUnpackedAndDescribed() throws IOException {
    ObjectNode imported = importFrom(arrays(8), PLAIN);
    assertEquals(8, dataset(imported, out()).rows());
    ObjectNode figures = DataTools.describe(out());
    assertEquals("[8,2]", figures.at("/parts/x/shape").toString());
    assertEquals(7.5, figures.at("/parts/x/mean").asDouble());
    assertEquals(15, figures.at("/parts/x/max").asDouble());
    assertEquals(2, figures.at("/parts/y/classes/1").asInt());
    assertEquals(imported.at("/x/sha256"), figures.at("/parts/x/sha256"));
  }

  @Test
  void anArchiveThatUnpacksToMoreThanItSaysOrMayIsRefused() throws IOException {
    for (int more : new int[] {-1, 1, 4 << 20}) {
      var bytes = new ByteArrayOutputStream();
      try (var zip = new ZipOutputStream(bytes)) {
        zip.putNextEntry(new ZipEntry("x.npy"));
        zip.write(NpyFormat.header(NpyArray.Type.U1, List.of(200_000)));
        zip.write(new byte[200_000 + more]);
        zip.closeEntry();
      }
      Path npz = Files.write(folder.resolve("a.npz"), bytes.toByteArray());
      String message = refusal(npz, PLAIN);
      assertTrue(message.contains(more < 0 ? "less bytes than" : "more bytes than"), message);
      Files.delete(out().resolve("x.npy"));
    }
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("x.npy"));
      zip.write(NpyFormat.header(NpyArray.Type.F8, List.of(2_000_000_000, 8)));
      zip.closeEntry();
    }
    Path npz = Files.write(folder.resolve("a.npz"), bytes.toByteArray());
    assertTrue(refusal(npz, PLAIN).contains("at most 1048576 are unpacked"));
  }

  @Test
  void arraysThatDoNotFitAreRefused() throws IOException {
    Path x =
        Files.write(
            folder.resolve("x.npy"), NpyFormat.write(List.of(2, 1), new float[] {1, Float.NaN}));
    Path y = Files.write(folder.resolve("y.npy"), labels(2));
    var source = new DataTools.Source(x, Optional.empty(), Optional.of(y));
    String refusal =
        String.valueOf(
            assertThrows(BadInputException.class, () -> DataTools.importTo(out(), source, PLAIN))
                .getMessage());
    assertEquals("x: row 1 has NaN, expected 32-bit floats", refusal);
    Files.write(x, Arrays.copyOf(Files.readAllBytes(x), 131));
    var other = folder.resolve("out2");
    assertThrows(DataException.class, () -> DataTools.importTo(other, source, PLAIN));
  }

  @Test
  void aSplitIsTheSameEveryTimeAndKeepsTheClasses() throws IOException {
    importFrom(arrays(40), PLAIN);
    Path split = folder.resolve("split");
    ObjectNode first = DataTools.split(out(), split, 0.25, "seed", true);
    ObjectNode again = DataTools.split(out(), folder.resolve("again"), 0.25, "seed", true);
    assertEquals(first.at("/test/x/sha256"), again.at("/test/x/sha256"));
    Dataset test = dataset((ObjectNode) first.path("test"), split.resolve("test"));
    Dataset training = dataset((ObjectNode) first.path("training"), split.resolve("training"));
    assertEquals(List.of(8 + 3, 29), List.of(test.rows(), training.rows()));
    int ones = 0;
    for (int row = 0; row < test.rows(); row++) {
      ones += label(test, row);
      // The label goes with its row.
      assertEquals(row(test, row)[0] % 8 == 0 ? 1 : 0, label(test, row));
    }
    assertEquals(3, ones, "a quarter of ten, rounded up");
    ObjectNode other = DataTools.split(out(), folder.resolve("other"), 0.25, "tree", false);
    assertTrue(!first.at("/test/x/sha256").equals(other.at("/test/x/sha256")));
  }

  @Test
  void aDataSetThatWasChangedIsNotSplit() throws IOException {
    importFrom(arrays(8), PLAIN);
    byte[] x = Files.readAllBytes(out().resolve("x.npy"));
    x[x.length - 1] ^= 1;
    Files.write(out().resolve("x.npy"), x);
    var refusal =
        assertThrows(
            BadInputException.class,
            () -> DataTools.split(out(), folder.resolve("split"), 0.5, "s", false));
    assertTrue(String.valueOf(refusal.getMessage()).contains("x.npy was changed"));
  }

  @Test
  void textIsCutBetweenTwoCharacters() throws IOException {
    Path text = write("t.txt", "añb😀cd");
    ObjectNode imported = importFrom(text, PLAIN);
    assertEquals("abcdñ😀", imported.at("/dataset/alphabet").asText());
    DataTools.split(out(), folder.resolve("split"), 0.5, "s", false);
    String training = Files.readString(folder.resolve("split/training/text.txt"));
    String test = Files.readString(folder.resolve("split/test/text.txt"));
    assertEquals("añb😀cd", training + test);
    assertEquals("cd", test);
    Files.write(text, new byte[] {'a', (byte) 0xff});
    assertThrows(
        BadInputException.class,
        () ->
            DataTools.importTo(
                folder.resolve("o"),
                new DataTools.Source(text, Optional.empty(), Optional.empty()),
                PLAIN));
  }

  @Test
  void labelledLinesAreSplitAsWholeLines() throws IOException {
    Path lines = write("t.tsv", "b\tone\na\ttwo\nb\tthree\na\tfour");
    ObjectNode imported = importFrom(lines, PLAIN);
    assertEquals("[\"a\",\"b\"]", imported.at("/dataset/labels").toString());
    DataTools.split(out(), folder.resolve("split"), 0.5, "s", true);
    List<String> training = Files.readAllLines(folder.resolve("split/training/rows.tsv"));
    List<String> test = Files.readAllLines(folder.resolve("split/test/rows.tsv"));
    assertEquals(List.of(2, 2), List.of(training.size(), test.size()));
    assertEquals(Set.of('a', 'b'), Set.of(test.getFirst().charAt(0), test.getLast().charAt(0)));
    String refusal = refusalOf(write("u.tsv", "a\tx\nno tab\n"));
    assertTrue(refusal.contains("line 2 has no tab"), refusal);
  }

  private String refusalOf(Path source) {
    Path to = folder.resolve("refused");
    var from = new DataTools.Source(source, Optional.empty(), Optional.empty());
    return String.valueOf(
        assertThrows(BadInputException.class, () -> DataTools.importTo(to, from, PLAIN))
            .getMessage());
  }
}
