package io.pouw.task.tribuo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.plugin.TaskProgram;
import io.pouw.plugin.UnitId;
import io.pouw.primitives.Encoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Specs, data and updates by people who mean no good. */
class HostileInputTest {
  private static final int CASES = 2_000;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tribuo-forest",
        "tribuo-regression",
        "tribuo-kmeans",
        "tribuo-anomaly",
        "tribuo-logistic"
      })
  void noUpdateThatWasTamperedWithBreaksAnything(String name) {
    TaskProgram program = Trial.demo(name).open();
    byte[] state = program.init();
    List<byte[]> honest = Trial.updates(program, state, 0);
    byte[] good = honest.getFirst();
    assertEquals(Optional.empty(), program.reject(good));
    var random = new Random(20_261_121);
    int taken = 0;
    for (int i = 0; i < CASES; i++) {
      byte[] bad = tamperedWith(good, random);
      if (program.reject(bad).isPresent()) continue;
      // What is not refused can be combined: it is wrong, but harmless.
      taken++;
      if (taken > 20) continue;
      List<byte[]> updates = new ArrayList<>(honest);
      updates.set(0, bad);
      assertTrue(program.combine(state, 0, updates).length > 0);
      assertTrue(Float.isFinite(program.loss(bad)));
    }
    assertTrue(taken < CASES);
    assertTrue(program.reject(new byte[0]).isPresent());
    assertTrue(program.reject(Arrays.copyOf(good, good.length + 1)).isPresent());
    assertTrue(program.reject(Arrays.copyOf(good, good.length - 1)).isPresent());
  }

  private static byte[] tamperedWith(byte[] good, Random random) {
    byte[] bad = good.clone();
    switch (random.nextInt(4)) {
      case 0 -> bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
      case 1 -> bad[random.nextInt(Math.min(32, bad.length))] = (byte) random.nextInt();
      case 2 -> Arrays.fill(bad, random.nextInt(bad.length), bad.length, (byte) random.nextInt());
      default -> bad = Arrays.copyOf(bad, random.nextInt(bad.length));
    }
    return bad;
  }

  @Test
  void anUpdateThatClaimsToBeHugeIsRefusedBeforeAnythingIsAllocated() {
    for (String name : List.of("tribuo-forest", "tribuo-anomaly")) {
      TaskProgram program = Trial.demo(name).open();
      byte[] claim = new Encoder().u32(0).u32(4).u32(Integer.MAX_VALUE).i64(-1).i64(-1).toBytes();
      assertTrue(program.reject(claim).isPresent(), name);
      assertTrue(
          program.reject(new Encoder().u32(0).u32(Integer.MAX_VALUE).toBytes()).isPresent(), name);
    }
  }

  @Test
  void aTreeDeeperThanAllowedOrWithALeafTooManyIsRefused() {
    TaskProgram program =
        Trial.demo("tribuo-forest")
            .with("\"trees_per_unit\":4", "\"trees_per_unit\":1")
            .with("\"max_depth\":10", "\"max_depth\":64")
            .open();
    var chain = new Encoder().u32(0).u32(1).u32(131);
    for (int i = 0; i < 65; i++) chain.bool(true).u32(0).i64(0);
    for (int i = 0; i < 66; i++) chain.bool(false).i64(0);
    assertTrue(program.reject(chain.toBytes()).orElseThrow().contains("deeper than 64"));
    byte[] twoLeaves =
        new Encoder().u32(0).u32(1).u32(2).bool(false).i64(0).bool(false).i64(0).toBytes();
    assertTrue(program.reject(twoLeaves).orElseThrow().contains("after the end of the tree"));
    byte[] halfTree =
        new Encoder().u32(0).u32(1).u32(2).bool(true).u32(0).i64(0).bool(false).i64(0).toBytes();
    assertTrue(program.reject(halfTree).orElseThrow().contains("before its last leaf"));
    byte[] foreign =
        new Encoder().u32(0).u32(1).u32(1).bool(false).i64(Double.doubleToLongBits(2)).toBytes();
    assertTrue(program.reject(foreign).orElseThrow().contains("class 2.0 of 2"));
    byte[] minusZero = new Encoder().u32(0).u32(1).u32(1).bool(false).i64(Long.MIN_VALUE).toBytes();
    assertTrue(program.reject(minusZero).isPresent());
  }

  @Test
  void sumsOfMoreRowsThanASlotHasAreRefused() {
    Trial trial = Trial.demo("tribuo-kmeans");
    TaskProgram program = trial.open();
    byte[] update = program.work(program.init(), new UnitId(0, 0));
    byte[] more = update.clone();
    more[3] = (byte) (more[3] + 5);
    assertTrue(program.reject(more).orElseThrow().contains("rows"));
    byte[] overflow = update.clone();
    Arrays.fill(overflow, 0, 3, (byte) 0x7f);
    assertTrue(program.reject(overflow).orElseThrow().contains("a cluster of"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | rows: there is no header line",
        "'a,b,kind' | rows: kind has only the labels []",
        "'a,b\n1,2' | rows: no column is called 'kind': [a, b]",
        "'a,a,kind\n1,2,x' | rows: line 1, column 2 (a): the name 'a' stands there twice",
        "'a,b,kind\n1,2,x\n1,2' | rows: line 3, column 2 (b): has 2 fields, the header has 3",
        "'a,b,kind\n1,2,x\n\n1,two,y' | rows: line 4, column 2 (b): found 'two', expected a decimal number",
        "'a,b,kind\n1,2,x\n1,,y' | rows: line 3, column 2 (b): found '', expected a decimal number",
        "'a,b,kind\n1,NaN,x\n1,1,y' | rows: line 2, column 2 (b): found 'NaN', expected a decimal number",
        "'a,b,kind\n1,1e99,x\n1,1,y' | rows: line 2, column 2 (b): 1e99 is beyond 1.0E18",
        "'a,b,kind\n1,1e99999,x\n1,1,y' | rows: line 2, column 2 (b): 1e99999 is beyond 1.0E18",
        "'a,b,kind\n1,2,\"x\n1,1,y' | rows: line 2, column 3 (kind): the quotes are not closed in their line",
        "'a,b,kind\n1,\"2\"3,x\n1,1,y' | rows: line 2, column 2 (b): found '3' after the quotes, expected a comma",
        "'a,b,kind\n1,2,x\n1,1,x' | rows: kind has only the labels [x]",
        "'a,b,kind\n1,2,x\n1,1,' | rows: line 3, column 3 (kind): is empty"
      })
  void dataThatCannotBeReadIsNamedWithLineAndColumn(String csv, String message) {
    byte[] spec =
        Trial.utf8(
            """
            {"task": "classification", "data": {"label": "kind"}, "algorithm": {"type": "cart"},
             "min_score": 0, "seed": "s"}
            """);
    var refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> Trial.TASK.plan(spec, Map.of("rows", Trial.utf8(csv))));
    assertEquals(message, refusal.getMessage());
  }

  @Test
  void aLabelThatNobodyHasLearntIsNamed() {
    Trial trial = Trial.demo("tribuo-logistic");
    byte[] test =
        Trial.utf8(
            new String(trial.test(), StandardCharsets.UTF_8).replaceFirst("setosa", "dandelion"));
    var refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> Trial.TASK.evaluate(trial.spec(), trial.train(), Map.of("rows", test)));
    assertEquals(
        "rows: line 2, column 5 (species): 'dandelion' is none of the labels of the training data:"
            + " [setosa, versicolor, virginica]",
        refusal.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "8,\"slots\":8 | 200,\"slots\":256 | trees: 204800, at most 8192 can be",
        "\"max_depth\":10 | \"max_depth\":60,\"features_per_split\":31 | features_per_split: 31, at most 30 can be"
      })
  void whatIsTooMuchForTheTableIsRefusedWhenItIsPlanned(String old, String now, String message) {
    Trial trial = Trial.demo("tribuo-forest").with(old, now);
    var refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> Trial.TASK.plan(trial.spec(), Map.of("rows", trial.training())));
    assertEquals(message, refusal.getMessage());
  }

  @Test
  void aTableWithTooManyWordsOrColumnsIsRefused() {
    var words = new StringBuilder("a,kind\n");
    for (int i = 0; i < 300; i++) words.append("1,k").append(i).append('\n');
    assertTrue(refusal(words.toString()).contains("more than 256 different words"));
    String wide = "c".repeat(20) + ",kind\n";
    var header = new StringBuilder();
    for (int i = 0; i < 1_100; i++) header.append('c').append(i).append(',');
    assertTrue(refusal(header + wide).contains("columns"));
    assertTrue(refusal("a,kind\n" + "9".repeat(2_000) + ",x").contains("1024 characters"));
  }

  private static String refusal(String csv) {
    byte[] spec =
        Trial.utf8(
            """
            {"task": "classification", "data": {"label": "kind"}, "algorithm": {"type": "cart"},
             "min_score": 0, "seed": "s"}
            """);
    return String.valueOf(
        assertThrows(
                IllegalArgumentException.class,
                () -> Trial.TASK.plan(spec, Map.of("rows", Trial.utf8(csv))))
            .getMessage());
  }

  @Test
  void otherPartsThanRowsAreRefused() {
    Trial trial = Trial.demo("tribuo-logistic");
    var none =
        assertThrows(IllegalArgumentException.class, () -> Trial.TASK.plan(trial.spec(), Map.of()));
    assertEquals("data of the task type tribuo has the part [rows], not []", none.getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () ->
            Trial.TASK.plan(
                trial.spec(), Map.of("rows", trial.training(), "more", trial.training())));
  }
}
