package io.pouw.distribution;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The two ways to start the product: {@code ./pouw} and {@code java -jar pouw.jar}. */
class LauncherAcceptanceTest {
  @TempDir private Path folder = Path.of(".");

  @Test
  void theScriptPrintsWhatWasAskedAndNoWarnings() throws Exception {
    isAVersionAndNothingElse(new Pouw(folder).run("--version"));
  }

  @Test
  void theJarAlonePrintsWhatWasAskedAndNoWarnings() throws Exception {
    isAVersionAndNothingElse(new Pouw(folder).runJar(java(), "--version"));
  }

  @Test
  void optionsThatLackTheVectorsCostSpeedAndNoEndlessRowOfJvms() throws Exception {
    Path home = folder.resolve("home");
    Path conf = Files.createDirectories(home.resolve("conf"));
    Files.writeString(conf.resolve("jvm.options"), "-Xmx256m\n");
    Path jar = Files.createSymbolicLink(home.resolve("pouw.jar"), Pouw.home().resolve("pouw.jar"));
    Pouw.Run run = new Pouw(folder).runJar(java(), jar, "--version").exitsWith(0);
    assertTrue(run.out().contains("0.1.0"), run::toString);
  }

  private static void isAVersionAndNothingElse(Pouw.Run run) {
    run.exitsWith(0);
    assertTrue(run.out().contains("0.1.0") && run.err().isEmpty(), run::toString);
  }

  @Test
  void whatTheCommandSaysOnStandardErrorAndItsExitStatusArrive() throws Exception {
    Pouw.Run script = new Pouw(folder).run("no-such-command").exitsWith(2).isQuiet();
    Pouw.Run jar = new Pouw(folder).runJar(java(), "no-such-command").exitsWith(2).isQuiet();
    assertTrue(script.err().contains("no-such-command"), script::toString);
    assertTrue(jar.err().contains("no-such-command"), jar::toString);
  }

  @Test
  void aFileArgumentIsRelativeToTheFolderOfTheCaller() throws Exception {
    Files.writeString(folder.resolve("here.json"), "no JSON");
    Pouw.Run there = new Pouw(folder).run("genesis", "show", "here.json");
    Pouw.Run missing = new Pouw(folder).run("genesis", "show", "elsewhere.json");
    assertTrue(missing.err().contains("elsewhere.json"), missing::toString);
    assertTrue(there.err().contains("JSON"), there::toString);
  }

  @Test
  void anOlderJavaIsToldWhatToInstall() throws Exception {
    Optional<Path> older = olderJava();
    assumeTrue(older.isPresent(), "no Java 17 or 21 on this machine");
    Pouw.Run run = new Pouw(folder).runJar(older.orElseThrow(), "--version").exitsWith(1);
    assertTrue(run.err().startsWith("PoUW needs Java 25"), run::toString);
  }

  @Test
  void theFolderHoldsAllThatTheProductNeeds() {
    assertAll(
        Stream.of(
                "plugins/role-miner-0.1.0.jar",
                "plugins/role-supervisor-0.1.0.jar",
                "plugins/role-verifier-0.1.0.jar",
                "plugins/role-evaluator-0.1.0.jar",
                "plugins/role-peer-0.1.0.jar",
                "plugins/task-neural-0.1.0.jar",
                "plugins/task-smt-0.1.0.jar",
                "plugins/payout-tron-0.1.0.jar",
                "plugins/payout-ledger-0.1.0.jar",
                "conf/jvm.options",
                "conf/tasks/mnist.json",
                "data/mnist/train-images-idx3-ubyte.gz",
                "data/digits/digits.csv.gz",
                "api-spec/openapi.yaml",
                "LICENSE",
                "NOTICE",
                "README.md")
            .map(name -> () -> assertTrue(Files.isRegularFile(Pouw.home().resolve(name)), name)));
  }

  /** The Java that runs this test. */
  private static Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  private static Optional<Path> olderJava() throws IOException {
    Path place = Path.of("/usr/lib/jvm");
    if (!Files.isDirectory(place)) {
      return Optional.empty();
    }
    try (Stream<Path> found = Files.list(place)) {
      return found
          .filter(home -> home.getFileName().toString().matches("java-(17|21)-.*"))
          .map(home -> home.resolve("bin/java"))
          .filter(Files::isExecutable)
          .findFirst();
    }
  }
}
