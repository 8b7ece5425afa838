package io.pouw.task.tribuo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.learning.data.DataException;
import io.pouw.plugin.Scores;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables with holes, as they come from people. */
class MissingCellsTest {
  private static final String MEAN = "\"missing\": \"mean\", \"missing_words\": [\"NA\"]";

  private static Trial linear(String missing, String training, String test) {
    String spec =
        """
        {"task": "regression", "data": {"label": "y", "categorical": ["c"], %s},
         "algorithm": {"type": "linear_model", "loss": "squared", "learning_rate": 0.05,
           "batch_size": 2, "local_steps": 20},
         "rounds": 2, "slots": 1, "min_score": 0, "seed": "s"}
        """
            .formatted(missing);
    return new Trial(Trial.utf8(spec), Trial.utf8(training), Trial.utf8(test));
  }

  private static final String HOLES = "a,c,y\n1,u,1\n,v,2\n3,NA,3\nNA,u,4\n";

  @Test
  void aHoleIsTheSameAsTheMeanOfTheTrainingDataAndAMissingWordIsNone() {
    Trial holes = linear(MEAN, HOLES, HOLES);
    Trial filled = linear("\"ignored\": [\"z\"]", "a,c,y,z\n1,u,1,\n2,v,2,\n3,u,3,\n2,u,4,\n", "");
    // the mean of 1 and 3; the filled table differs in one word, which the holes have not
    byte[] state = holes.train();
    assertEquals(List.of("a", "c=u", "c=v"), ModelState.decode(state).schema().features());
    assertEquals(2.0, ModelState.decode(state).schema().fills().getFirst());
    assertEquals(
        ModelState.decode(filled.train()).schema().columns().getFirst(),
        ModelState.decode(state).schema().columns().getFirst(),
        "scaled by the mean and deviation of the filled column");
    String one = predict(holes, state, "a,c\n,u\n2,u\n2,NA\n2,unheard of\n");
    List<String> lines = one.lines().toList();
    assertEquals(lines.get(1), lines.get(2));
    assertEquals(lines.get(3), lines.get(4));
  }

  private static String predict(Trial trial, byte[] state, String rows) {
    return Trial.TASK.predictTable(trial.spec(), state, Trial.utf8(rows)).orElseThrow();
  }

  @Test
  void testDataAndRowsToPredictAreFilledWithTheMeanOfTheTrainingDataAndNotTheirOwn() {
    Trial trial = linear(MEAN, HOLES, "");
    byte[] state = trial.train();
    String beside = predict(trial, state, "a,c\n900,u\n,u\n");
    String alone = predict(trial, state, "a,c\n,u\n");
    assertEquals(alone.lines().toList().get(1), beside.lines().toList().get(2));
  }

  @Test
  void aRowWithAHoleIsAsIfItWereNotThere() {
    String drop = "\"missing\": \"drop_row\", \"missing_words\": [\"NA\"]";
    String rest = "a,c,y\n1,u,1\n3,v,3\n";
    Trial dropped = linear(drop, "a,c,y\n1,u,1\n,w,2\n3,v,3\n4,u,NA\n", rest);
    byte[] state = dropped.train();
    assertArrayEquals(
        ModelState.decode(linear(drop, rest, rest).train()).schema().toBytes(),
        ModelState.decode(state).schema().toBytes());
    assertEquals(
        Trial.TASK.evaluate(dropped.spec(), state, Map.of("rows", Trial.utf8(rest))),
        Trial.TASK.evaluate(dropped.spec(), state, Map.of("rows", Trial.utf8(rest + ",u,9\n"))));
    DataException refused =
        assertThrows(DataException.class, () -> predict(dropped, state, "a,c\n1,u\n,u\n"));
    assertTrue(refused.toString().contains("line 3, column 1 (a): has no value"), "" + refused);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"ignored\": [\"z\"] | a,c,y,z\\n,u,1,\\n | line 2, column 1 (a): found ''",
        "\"missing\": \"mean\" | a,c,y\\n1,u,\\n2,u,1\\n | line 2, column 3 (y): has no value, and a label",
        "\"missing\": \"mean\" | a,c,y\\n,u,1\\n,v,2\\n | column a has no value in the training data",
        "\"missing\": \"mean\" | a,c,y\\n1,,1\\n2,,2\\n | column c has no word in the training data",
        "\"missing\": \"mean\" | a,c,y\\nNA,u,1\\n2,u,2\\n | found 'NA', expected a decimal number",
        "\"missing\": \"drop_row\" | a,c,y\\n,u,1\\n | no word in the training data"
      })
  void whatCannotBeFilledInIsNamed(String given) {
    String[] parts = given.split(" [|] ", -1);
    Trial trial = linear(parts[0], parts[1].replace("\\n", "\n"), "");
    IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, trial::open);
    assertTrue(refused.toString().contains(parts[2].strip()), "" + refused);
  }

  @Test
  void aForestLearnsFromRealDataOfWhichATenthIsMissing() {
    Trial whole = Trial.demo("tribuo-forest").with("\"rounds\":8", "\"rounds\":1");
    long seed = 11;
    var random = new Random(seed);
    Trial holes =
        new Trial(whole.spec(), pierced(whole.training(), random), pierced(whole.test(), random))
            .with("\"label\":", "\"missing\":\"mean\",\"label\":");
    assertThrows(
        IllegalArgumentException.class,
        () -> new Trial(whole.spec(), holes.training(), holes.test()).open());
    Scores scores = holes.scores();
    assertEquals(113, scores.total());
    assertTrue(scores.accuracy() > 0.9, scores + ", seed " + seed);
    assertArrayEquals(holes.train(), holes.train());
  }

  /** With every tenth number gone; the label, the last field, stays. */
  private static byte[] pierced(byte[] csv, Random random) {
    List<String> lines = new ArrayList<>();
    for (String line : new String(csv, StandardCharsets.UTF_8).lines().toList()) {
      String[] fields = line.split(",", -1);
      if (!lines.isEmpty())
        for (int i = 0; i < fields.length; i++)
          if (fields[i].matches("[0-9.eE+-]+") && random.nextInt(10) == 0) fields[i] = "";
      lines.add(String.join(",", fields));
    }
    return Trial.utf8(String.join("\n", lines) + "\n");
  }
}
