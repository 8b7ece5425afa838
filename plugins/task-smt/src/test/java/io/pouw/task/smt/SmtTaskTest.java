package io.pouw.task.smt;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.plugin.Scores;
import io.pouw.plugin.TaskPlan;
import io.pouw.plugin.TaskProgram;
import io.pouw.plugin.UnitId;
import io.pouw.primitives.Hash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SmtTaskTest {
  private static final byte[] SPEC = "{}".getBytes(US_ASCII);
  private static final Path ROOT = Path.of("..", "..");

  private final SmtTask task = new SmtTask();

  private static byte[] block(int sat, int unsat) {
    var scripts = new ArrayList<String>();
    for (int i = 0; i < sat; i++) scripts.add("(declare-const p Bool)(assert p)(check-sat)\n");
    for (int i = 0; i < unsat; i++)
      scripts.add("(declare-const p Bool)(assert p)(assert (not p))(check-sat)\n");
    return String.join("(reset)\n", scripts).getBytes(US_ASCII);
  }

  private byte[] run(byte[] block, Hash seed) {
    TaskProgram program = task.open(SPEC, Map.of("obligations", block), seed);
    byte[] state = program.init();
    for (int round = 0; round < program.plan().rounds(); round++) {
      List<byte[]> updates = new ArrayList<>();
      for (int slot = 0; slot < program.plan().slots(); slot++)
        updates.add(program.work(state, new UnitId(round, slot)));
      state = program.combine(state, round, updates);
    }
    return state;
  }

  @Test
  void aTaskEndsWithTheVerdictOfEachObligation() {
    byte[] state = run(block(4, 2), Hash.sha256(new byte[1]));
    assertEquals("sat\nsat\nsat\nsat\nunsat\nunsat\n", new String(state, US_ASCII));
    assertArrayEquals(state, run(block(4, 2), Hash.sha256(new byte[2])));
  }

  @Test
  void theBlockIsCutIntoRoundsThatItFills() {
    TaskPlan plan = task.plan(SPEC, Map.of("obligations", block(40, 5)));
    assertEquals(9, plan.rounds());
    assertEquals(5, plan.slots());
    assertEquals(3, plan.checkpointRounds());
    assertEquals(1, task.plan(SPEC, Map.of("obligations", block(20, 3))).rounds());
    var wrong =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                task.plan(
                    "{\"slots\": 4}".getBytes(US_ASCII), Map.of("obligations", block(10, 0))));
    assertEquals(
        "10 obligations do not fill rounds of 4 units; slots can be [1, 2, 5, 10]",
        wrong.getMessage());
  }

  @Test
  void theWeightDoesNotGrowWithTheRlimit() {
    TaskPlan plan = task.plan(SPEC, Map.of("obligations", block(5, 0)));
    byte[] generous = "{\"rlimit\": 2000000000}".getBytes(US_ASCII);
    assertEquals(
        plan.unitWeight(), task.plan(generous, Map.of("obligations", block(5, 0))).unitWeight());
    byte[] stingy = "{\"rlimit\": 100}".getBytes(US_ASCII);
    assertEquals(100, task.plan(stingy, Map.of("obligations", block(5, 0))).unitWeight());
  }

  @Test
  void scoresCountWhatIsDecidedAndNotOtherwiseThanExpected() {
    byte[] state = "sat\nunsat\nunknown\nopen\nsat\n".getBytes(US_ASCII);
    byte[] expected = "sat\nsat\nunsat\nunknown\nunknown\n".getBytes(US_ASCII);
    Scores scores = task.evaluate(SPEC, state, Map.of("expected", expected));
    assertEquals(new Scores(2, 5, 400_000_000), scores);
    assertEquals(3, task.figures(SPEC, scores).value("decided"));
    assertEquals(2, task.measure(SPEC, state, Map.of("expected", expected)).value("sat"));
    assertThrows(
        IllegalArgumentException.class,
        () -> task.evaluate(SPEC, state, Map.of("expected", "sat\n".getBytes(US_ASCII))));
  }

  @Test
  void aPortableTaskRefusesWhatNeedsZ3() {
    byte[] mixed =
        new String(block(5, 0), US_ASCII)
            .replace("Bool)(assert p)", "Int)(assert (> p 0))")
            .getBytes(US_ASCII);
    var refused =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                task.plan("{\"portable\": true}".getBytes(US_ASCII), Map.of("obligations", mixed)));
    assertTrue(
        String.valueOf(refused.getMessage()).startsWith("obligation 1, at line 1, needs Z3"));
  }

  @Test
  void problemsOfASpecificationAreAllNamed() {
    assertEquals(
        List.of(
            "$.rlimt: is unknown; known are checkpoint_rounds, min_decided, portable, rlimit, slots",
            "$.slots: is 0, expected a whole number from 1 to 100",
            "$.min_decided: is 2, expected a number from 0 to 1"),
        task.problems("{\"rlimt\": 5, \"slots\": 0, \"min_decided\": 2}".getBytes(UTF_8)));
    assertEquals(1, task.problems("[]".getBytes(UTF_8)).size());
    assertEquals(1, task.problems("{".getBytes(UTF_8)).size());
  }

  @Test
  void updatesThatAreNoneAreRejected() {
    TaskProgram program =
        task.open(SPEC, Map.of("obligations", block(5, 0)), Hash.sha256(new byte[1]));
    assertEquals(Optional.empty(), program.reject(Claim.of(Verdict.UNKNOWN, 1).toBytes()));
    assertTrue(program.reject(new byte[0]).isPresent());
    assertTrue(program.reject(new byte[] {0, 0, 0, 0, 0}).isPresent());
    assertTrue(program.reject(new byte[1000]).isPresent());
  }

  @Test
  void theShippedCorpusIsWhatItsGeneratorMakes() throws IOException {
    assertArrayEquals(Corpus.block(), Files.readAllBytes(ROOT.resolve("data/smt/corpus.smt2")));
    assertArrayEquals(Corpus.expected(), Files.readAllBytes(ROOT.resolve("data/smt/expected.txt")));
  }

  @Test
  void theSchemaIsThatOfTheApi() throws IOException {
    assertArrayEquals(
        Files.readAllBytes(ROOT.resolve("api-spec/task-smt.schema.json")),
        task.schema().orElseThrow().getBytes(UTF_8));
  }
}
