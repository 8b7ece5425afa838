package io.pouw.learning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.learning.data.Dataset;
import io.pouw.learning.data.LabelledTextFormat;
import io.pouw.learning.data.TextFormat;
import io.pouw.learning.network.Network;
import io.pouw.learning.spec.ModelSpec;
import io.pouw.primitives.Hash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The specifications in {@code conf/presets}, those for text on the real text that is there. */
class PresetsTest {
  private static final Path ROOT = Path.of("..", "..");

  @ParameterizedTest
  @CsvSource({
    "mlp, 203530",
    "linear-regression, 9",
    "logistic-regression, 7850",
    "lenet5, 61706",
    "residual-cnn, 14906",
    "text-classifier, 525113",
    "gpt-characters, 112577"
  })
  void aPresetHasTheParametersOfItsNetwork(String preset, int parameters) throws IOException {
    assertEquals(parameters, Network.of(spec(preset)).parameters());
  }

  @Test
  void theTextClassifierTellsLanguagesApart() throws IOException {
    ModelSpec spec = spec("text-classifier");
    Dataset training = LabelledTextFormat.read(file("languages-train.tsv.gz"), spec.dataset());
    Dataset test = LabelledTextFormat.read(file("languages-test.tsv.gz"), spec.dataset());
    byte[] state = train(spec, training, 6);
    Evaluation evaluation = Model.of(spec).evaluate(state, test);
    assertTrue(evaluation.accuracy() > 0.6, evaluation.toString());
  }

  @Test
  void theCharacterModelLearnsFromTheFirstUnitOn() throws IOException {
    ModelSpec spec = spec("gpt-characters");
    Dataset text =
        TextFormat.read(
            Files.readAllBytes(ROOT.resolve("data/text/shakespeare-test.txt.gz")), spec.dataset());
    Model model = Model.of(spec);
    byte[] state = model.init(Hash.ZERO);
    float loss = model.loss(new Training(model, text, Hash.ZERO).work(state, 0, 0));
    // A guess among 65 characters costs log 65 = 4.17.
    assertTrue(loss < 4.0f, "mean loss of the first unit: " + loss);
  }

  private static byte[] train(ModelSpec spec, Dataset data, int rounds) {
    Model model = Model.of(spec);
    Training training = new Training(model, data, Hash.ZERO);
    byte[] state = model.init(Hash.ZERO);
    for (int round = 0; round < rounds; round++) {
      List<byte[]> updates = new ArrayList<>();
      for (int slot = 0; slot < spec.slots(); slot++)
        updates.add(training.work(state, round, slot));
      state = model.combine(state, updates);
    }
    return state;
  }

  private static ModelSpec spec(String preset) throws IOException {
    return ModelSpec.parse(
        Files.readAllBytes(ROOT.resolve("conf/presets").resolve(preset + ".json")));
  }

  private static byte[] file(String name) throws IOException {
    return Files.readAllBytes(ROOT.resolve("data/labelled_text").resolve(name));
  }
}
