package io.pouw.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.fasterxml.jackson.databind.JsonNode;
import io.pouw.node.model.ModelFile;
import io.pouw.primitives.Hash;
import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** The main job on the small data set, once, and what a user does with its results. */
@TestInstance(Lifecycle.PER_CLASS)
class DemoAcceptanceTest {
  private static final int SIDE = 8;
  private static final int MAGNIFIED = 10;
  private static final int FULL_INK = 16;
  private static final int TEST_ROWS = 360;

  private Path folder;
  private Pouw pouw;
  private Path model;
  private Report report;

  @BeforeAll
  void runTheDemo(@TempDir Path temporary) throws Exception {
    folder = temporary;
    pouw = new Pouw(folder);
    model = folder.resolve("m.pouw");
    pouw.run("demo", "--dataset", "digits", "--report", "r.json", "--model-out", "m.pouw")
        .exitsWith(0)
        .isQuiet()
        .says("SETTLED");
    report = Report.read(folder.resolve("r.json"));
  }

  @Test
  void theReportHasEveryFieldMeasured() {
    assertEquals("digits", report.text("dataset"));
    report.hasNumbers("rounds", "height", "test_accuracy", "minted", "burned", "wall_s");
    report.hasNumbers("supply_before", "supply_after");
    report.hasNumbers("finality_ms.p50", "finality_ms.p99");
    report.hasNumbers("units.committed", "units.drawn", "units.verified");
    assertEquals(0, report.whole("units.rejected"));
    report.hasNumbers("cpu_seconds.training", "cpu_seconds.verification");
    report.hasNumbers("updates.count", "updates.bytes", "updates.bytes_per_update");
    report.hasNumbers("cpu_seconds.consensus", "cpu_seconds.network", "cpu_seconds.other");
    assertTrue(report.text("model_sha256").matches("[0-9a-f]{64}"), report::toString);
    assertEquals(16, report.accounts().size(), "4 + 4 + 2 + 3 + 2 + 1 nodes");
    for (JsonNode account : report.accounts())
      for (String field : List.of("address", "role", "earned", "slashed", "why"))
        assertTrue(account.has(field), field + " is missing in " + account);
  }

  @Test
  void theModelIsGoodAndEveryDrawnUnitWasVerified() {
    assertTrue(report.number("test_accuracy").doubleValue() >= 0.9, report::toString);
    assertTrue(report.whole("units.drawn") > 0);
    assertEquals(report.whole("units.drawn"), report.whole("units.verified"));
    assertTrue(report.number("finality_ms.p50").compareTo(report.number("finality_ms.p99")) <= 0);
  }

  @Test
  void everyCoinIsAccountedFor() {
    BigDecimal expected =
        report
            .number("supply_before")
            .add(report.number("minted"))
            .subtract(report.number("burned"));
    assertEquals(0, expected.compareTo(report.number("supply_after")), report::toString);
    assertTrue(report.number("minted").signum() > 0);
    for (JsonNode account : report.accounts()) {
      assertEquals(0, account.path("slashed").decimalValue().signum(), account::toString);
      boolean earned = account.path("earned").decimalValue().signum() > 0;
      assertEquals(earned, !account.path("why").isEmpty(), account::toString);
    }
    for (String role : List.of("miner", "supervisor", "verifier", "evaluator"))
      assertTrue(
          report.accounts().stream()
              .filter(account -> account.path("role").asText().equals(role))
              .allMatch(account -> account.path("earned").decimalValue().signum() > 0),
          role + "s went away empty-handed: " + report);
  }

  @Test
  void theModelFileIsTheModelOfTheReport() throws IOException {
    ModelFile file = ModelFile.read(Files.readAllBytes(model));
    assertEquals(report.text("model_sha256"), Hash.sha256(file.model()).toString());
  }

  @Test
  void theModelFileVerifiesOfflineWithoutAnythingElse() throws Exception {
    pouw.run("verify", model.toString()).exitsWith(0).isQuiet().says("yes: ");
  }

  @Test
  void trainingItAgainGivesTheSameBytes() throws Exception {
    pouw.run("verify", "--replay", model.toString())
        .exitsWith(0)
        .isQuiet()
        .says("every byte is that of an honest training");
  }

  @Test
  void oneFlippedByteOfTheModelIsFoundAndPlaced() throws Exception {
    byte[] bytes = Files.readAllBytes(model);
    bytes[bytes.length - 1_000] ^= 1;
    Path flipped = Files.write(folder.resolve("flipped.pouw"), bytes);
    Pouw.Run run = pouw.run("verify", flipped.toString()).exitsWith(1).isQuiet();
    String verdict =
        run.out().lines().filter(line -> line.startsWith("no: ")).findFirst().orElse("");
    assertTrue(
        verdict.contains("layer") || verdict.contains("byte") || verdict.contains("offset"),
        run.out());
  }

  @Test
  void aPictureOfADigitIsRead() throws Exception {
    String[] row = digits().findFirst().orElseThrow().split(",", -1);
    Path picture = folder.resolve("digit.png");
    draw(row, picture);
    Pouw.Run run = pouw.run("predict", model.toString(), picture.toString()).exitsWith(0).isQuiet();
    assertEquals(row[SIDE * SIDE], run.out().lines().findFirst().orElse("").strip(), run.out());
  }

  @Test
  void whatIsNoPictureIsRefusedInOneLine() throws Exception {
    Pouw.Run run = pouw.run("predict", model.toString(), model.toString()).exitsWith(2).isQuiet();
    assertEquals(1, run.err().lines().count(), run.err());
  }

  @Test
  void theWeightsComeBackFromNumpyByteForByte() throws Exception {
    for (String layout : List.of("pouw", "torch")) {
      pouw.run("model", "export", "m.pouw", "--npz", layout + ".npz", "--weight-layout", layout)
          .exitsWith(0)
          .isQuiet();
      pouw.run(
              "model",
              "import",
              "--npz",
              layout + ".npz",
              "--spec",
              Pouw.home().resolve("conf/tasks/digits.json").toString(),
              "--weight-layout",
              layout,
              layout + ".state")
          .exitsWith(0)
          .isQuiet();
      byte[] state = Files.readAllBytes(folder.resolve(layout + ".state"));
      assertEquals(report.text("model_sha256"), Hash.sha256(state).toString(), layout);
    }
  }

  @Test
  void anotherRuntimeReadsTheModelAsOnnx() throws Exception {
    pouw.run("model", "export", "m.pouw", "--onnx", "m.onnx").exitsWith(0).isQuiet();
    var environment = OrtEnvironment.getEnvironment();
    try (OrtSession session = environment.createSession(folder.resolve("m.onnx").toString())) {
      var metadata = session.getMetadata().getCustomMetadata();
      assertEquals(report.text("model_sha256"), metadata.get("pouw.model_sha256"));
      List<String> rows = digits().toList();
      List<String> test = rows.subList(rows.size() - TEST_ROWS, rows.size());
      int right = 0;
      for (String row : test) {
        String[] fields = row.split(",", -1);
        if (label(environment, session, fields) == Integer.parseInt(fields[SIDE * SIDE])) right++;
      }
      double accuracy = (double) right / TEST_ROWS;
      assertEquals(report.number("test_accuracy").doubleValue(), accuracy, 0.01);
    }
  }

  private static int label(OrtEnvironment environment, OrtSession session, String[] fields)
      throws OrtException {
    float[] pixels = new float[SIDE * SIDE];
    for (int i = 0; i < pixels.length; i++) pixels[i] = Float.parseFloat(fields[i]) / FULL_INK;
    long[] shape = {1, pixels.length};
    try (var input = OnnxTensor.createTensor(environment, FloatBuffer.wrap(pixels), shape);
        OrtSession.Result result = session.run(Map.of("input", input))) {
      FloatBuffer scores = ((OnnxTensor) result.get(0)).getFloatBuffer();
      int best = 0;
      for (int c = 1; c < scores.capacity(); c++) if (scores.get(c) > scores.get(best)) best = c;
      return best;
    }
  }

  @Test
  void anExportOrImportThatCannotBeIsRefusedInOneLine() throws Exception {
    String spec = Pouw.home().resolve("conf/tasks/mnist.json").toString();
    pouw.run("model", "export", "m.pouw", "--npz", "v.npz").exitsWith(0);
    for (Pouw.Run run :
        List.of(
            pouw.run("model", "export", "m.pouw"),
            pouw.run("model", "export", "r.json", "--onnx", "x.onnx"),
            pouw.run("model", "export", "missing.pouw", "--onnx", "x.onnx"),
            pouw.run("model", "import", "--npz", "v.npz", "--spec", spec, "x.state"),
            pouw.run("model", "import", "--npz", "m.pouw", "--spec", spec, "x.state"))) {
      run.exitsWith(2).isQuiet();
      assertEquals(1, run.err().lines().count(), run.err());
    }
    assertTrue(Files.notExists(folder.resolve("x.state")));
  }

  private static Stream<String> digits() throws IOException {
    Path packed = Pouw.home().resolve("data").resolve("digits").resolve("digits.csv.gz");
    try (var reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(packed)), StandardCharsets.US_ASCII))) {
      return reader.lines().toList().stream();
    }
  }

  /** Dark on light and larger than the model's input, as one would draw it. */
  private static void draw(String[] row, Path file) throws IOException {
    int side = (SIDE + 2) * MAGNIFIED;
    var picture = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < side; y++)
      for (int x = 0; x < side; x++) {
        int column = x / MAGNIFIED - 1;
        int line = y / MAGNIFIED - 1;
        boolean inside = column >= 0 && column < SIDE && line >= 0 && line < SIDE;
        int ink = inside ? Integer.parseInt(row[line * SIDE + column]) : 0;
        picture.getRaster().setSample(x, y, 0, 255 - 255 * ink / FULL_INK);
      }
    ImageIO.write(picture, "png", file.toFile());
  }
}
