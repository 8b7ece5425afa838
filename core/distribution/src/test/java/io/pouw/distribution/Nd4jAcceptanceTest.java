package io.pouw.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** The assembled product with the zip of ND4J put into its plugins, as docs/backends.md says. */
@Tag("backends")
@TestInstance(Lifecycle.PER_CLASS)
class Nd4jAcceptanceTest {
  private static final String PLUGIN = "backend-nd4j-0.1.0";
  private static final Path BUILT = Path.of("../../plugins/backend-nd4j/target", PLUGIN + ".zip");

  private final Path installed = Pouw.home().resolve("plugins").resolve(PLUGIN + ".zip");

  @BeforeAll
  void install() throws IOException {
    assumeTrue(Files.exists(BUILT), BUILT + " is built with -Pbackends");
    Files.copy(BUILT, installed);
  }

  /** The product is as it was: PF4J has unpacked the zip beside itself. */
  @AfterAll
  void remove() throws IOException {
    Files.deleteIfExists(installed);
    Path unpacked = installed.resolveSibling(PLUGIN);
    if (!Files.exists(unpacked)) return;
    try (var files = Files.walk(unpacked)) {
      for (Path each : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(each);
    }
  }

  @Test
  void workersOfAFederatedTaskTrainOnItOverTheNetwork(@TempDir Path folder) throws Exception {
    Pouw.Run run =
        new Pouw(folder)
            .run("demo", "--federated", "--backend", "nd4j", "--report", "f.json")
            .exitsWith(0)
            .says("SETTLED")
            .says("trains on the workers' data")
            .says("ND4J 1.0.0-M2.1");
    Report report = Report.read(folder.resolve("f.json"));
    assertEquals("federated", report.text("regime"), run::toString);
    assertTrue(report.number("test_accuracy").doubleValue() >= 0.85, report::toString);
    assertEquals(1, report.number("federated.recall").doubleValue(), report::toString);
    assertEquals(0, report.number("minted").signum());
    assertTrue(report.at("supply_conserved").asBoolean(), report::toString);
  }

  @Test
  void aVerifiedTaskIsMinedOnTheKernelsAndMeasuredOnIt(@TempDir Path folder) throws Exception {
    new Pouw(folder)
        .run("demo", "--task", "cnn", "--backend", "nd4j", "--report", "c.json")
        .exitsWith(0)
        .says("SETTLED")
        .says("class pinned")
        .says("measures: accuracy");
    Report report = Report.read(folder.resolve("c.json"));
    assertEquals(report.whole("units.drawn"), report.whole("units.verified"));
    new Pouw(folder)
        .run("verify", folder.resolve("cnn.pouw").toString())
        .exitsWith(0)
        .says("yes: ");
  }
}
