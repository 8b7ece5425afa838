package io.pouw.learning.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.learning.spec.DatasetSpec.Format;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatasetReaderTest {
  private static final String TRAINING =
      """
      , "optimizer": {"type": "sgd", "learning_rate": 0.1}, "batch_size": 8, "local_steps": 1,
      "slots": 1, "rounds": 1, "checkpoint_rounds": 1, "aggregation": "mean", "min_accuracy": 0,
      "seed": "s"}
      """;

  private static DatasetSpec read(String dataset, String layers, String loss) {
    String json =
        "{\"dataset\": {%s}, \"layers\": [%s], \"loss\": \"%s\"%s"
            .formatted(dataset, layers, loss, TRAINING)
            .replace('\'', '"');
    return ModelSpec.parse(json.getBytes(StandardCharsets.UTF_8)).dataset();
  }

  private static DatasetSpec classes(String dataset) {
    return read(dataset, "{'type': 'dense', 'units': 3}", "softmax_cross_entropy");
  }

  private static DatasetSpec numbers(String dataset, int targets) {
    return read(dataset, "{'type': 'dense', 'units': " + targets + "}", "mean_squared_error");
  }

  @Test
  void aTableSaysWhatItPredictsAndHowItIsStandardised() {
    DatasetSpec spec =
        classes(
            "'format': 'csv', 'header': true, 'classes': 3, 'features': 2, 'target': 't',"
                + " 'means': [1, -2.5], 'deviations': [0.5, 3], 'scale': 2");
    var table = new DatasetSpec.Table("t", List.of(1f, -2.5f), List.of(0.5f, 3f));
    assertEquals(new DatasetSpec(Format.CSV, 3, 2, List.of(2), 2f, table), spec);
    DatasetSpec plain = classes("'format': 'csv', 'header': true, 'classes': 3, 'features': 2");
    assertEquals(new DatasetSpec.Table("", List.of(), List.of()), plain.details());
    assertEquals(1f, plain.scale());
  }

  @Test
  void aRegressionHasNoClasses() {
    DatasetSpec table =
        numbers("'format': 'csv', 'header': true, 'task': 'regression', 'features': 2", 1);
    assertEquals(List.of(0, 1), List.of(table.classes(), table.targets()));
    DatasetSpec arrays =
        numbers("'format': 'npy', 'task': 'regression', 'features': 2, 'targets': 4", 4);
    assertEquals(List.of(0, 4), List.of(arrays.classes(), arrays.targets()));
  }

  @Test
  void aTextHasItsCharactersAsTokens() {
    String layers =
        "{'type': 'embedding', 'vocabulary': %d, 'units': 2}, {'type': 'dense', 'units': %d}";
    DatasetSpec characters =
        read(
            "'format': 'text', 'alphabet': 'añ😀', 'length': 4, 'stride': 2",
            layers.formatted(3, 3),
            "softmax_cross_entropy");
    assertEquals(new DatasetSpec.Text("añ😀", 4, 2), characters.details());
    assertEquals(
        List.of(3, 3, 4), List.of(characters.classes(), characters.tokens(), characters.targets()));
    DatasetSpec bytes =
        read("'format': 'text', 'length': 4", layers.formatted(256, 256), "softmax_cross_entropy");
    assertEquals(new DatasetSpec.Text("", 4, 4), bytes.details());
    assertEquals(256, bytes.tokens());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'format': 'csv', 'header': 1, 'classes': 3, 'features': 2, 'scale': 1"
            + " | $.dataset.header: is 1, expected true or false",
        "'format': 'csv', 'classes': 3, 'features': 2, 'scale': 1, 'target': 'a'"
            + " | $.dataset.target: unknown field; known here: format, header, classes, features,"
            + " scale, shape",
        "'format': 'csv', 'header': true, 'classes': 3, 'features': 2, 'means': [1, 2]"
            + " | $.dataset.means: and deviations stand together, one of them is missing",
        "'format': 'csv', 'header': true, 'classes': 3, 'features': 2, 'means': [1],"
            + " 'deviations': [1, 1] | $.dataset.means: has 1 values, features has 2",
        "'format': 'csv', 'header': true, 'classes': 3, 'features': 2, 'means': [1, 2],"
            + " 'deviations': [1, 0] | $.dataset.deviations[1]: is 0, expected a number from"
            + " 1.0E-30 to 3.4028234663852886E38",
        "'format': 'npy', 'task': 'ranking', 'classes': 3, 'features': 2"
            + " | $.dataset.task: unknown: \"ranking\"; expected classification, regression",
        "'format': 'npy', 'task': 'regression', 'classes': 3, 'features': 2"
            + " | $.dataset.classes: unknown field; known here: format, task, targets, features,"
            + " shape, scale",
        "'format': 'npy', 'classes': 2000, 'features': 2"
            + " | $.dataset.classes: is 2000, expected a whole number from 2 to 1024",
        "'format': 'idx', 'classes': 2000, 'features': 2, 'scale': 1"
            + " | $.dataset.classes: is 2000, expected a whole number from 2 to 256",
        "'format': 'npy', 'classes': 3, 'features': 6, 'shape': [1000000, 1000000, 2, 3]"
            + " | $.dataset.shape: has 6000000000000 values, features has 6",
        "'format': 'text', 'alphabet': 'a', 'length': 4"
            + " | $.dataset.alphabet: has 1 character, expected at least 2",
        "'format': 'text', 'alphabet': 'aba', 'length': 4"
            + " | $.dataset.alphabet: has a character twice",
        "'format': 'text', 'length': 0"
            + " | $.dataset.length: is 0, expected a whole number from 1 to 65536",
        "'format': 'labelled_text', 'labels': ['a', 'a'], 'buckets': 8, 'length': 4"
            + " | $.dataset.labels: has a label twice",
        "'format': 'labelled_text', 'labels': ['a', 'b'], 'words': 0, 'buckets': 8, 'length': 4"
            + " | $.dataset.words: is 0 and there are no characters",
        "'format': 'labelled_text', 'labels': ['a', 'b'], 'characters': [3, 1], 'buckets': 8,"
            + " 'length': 4 | $.dataset.characters: begins with 3, ends with 1",
        "'format': 'labelled_text', 'labels': ['a', ''], 'buckets': 8, 'length': 4"
            + " | $.dataset.labels[1]: has 0 characters, expected 1 to 1024",
      })
  void aMistakeIsNamedWithItsPlace(String dataset, String problem) {
    var refusal = assertThrows(SpecException.class, () -> classes(dataset));
    assertTrue(refusal.problems().contains(problem), refusal.getMessage());
  }
}
