package io.pouw.learning.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelSpecTest {
  private static final String GOOD =
      """
      {"dataset": {"format": "idx", "classes": 10, "features": 784, "shape": [28, 28], "scale": 255},
       "layers": [{"type": "dense", "units": 128, "activation": "relu"},
                  {"type": "dense", "units": 10, "inputs": 128}],
       "loss": "softmax_cross_entropy",
       "optimizer": {"type": "momentum", "learning_rate": 0.1, "momentum": 0.9},
       "learning_rate_decay": 0.5,
       "batch_size": 64, "local_steps": 32, "slots": 8, "rounds": 96, "checkpoint_rounds": 32,
       "aggregation": "mean", "min_accuracy": 0.95, "seed": "text"}
      """;

  @Test
  void aGoodSpecificationIsReadWhole() {
    ModelSpec spec = parse(GOOD);
    assertEquals(
        new DatasetSpec(DatasetSpec.Format.IDX, 10, 784, List.of(28, 28), 255f), spec.dataset());
    assertEquals(
        List.of(
            new LayerSpec.Dense(new Shape.Features(784), 128, Activation.RELU),
            new LayerSpec.Dense(new Shape.Features(128), 10, Activation.LINEAR)),
        spec.layers());
    assertEquals(new OptimizerSpec.Momentum(0.1f, 0.9f), spec.optimizer());
    assertEquals(101_770, spec.parameters());
    assertEquals(2_048, spec.unitRows());
    assertEquals(2L * 2_048 * (2 * 784 * 128 + 3 * 128 * 10), spec.unitFlops());
    assertEquals(96, spec.rounds(60_000));
    assertEquals(0.1f * 0.5f * 0.5f, spec.learningRate(2));
  }

  @Test
  void epochsBecomeTheRoundsThatTheyNeed() {
    ModelSpec spec = parse(GOOD.replace("\"rounds\": 96", "\"epochs\": 3"));
    assertEquals(11, spec.rounds(60_000));
    assertEquals(1, spec.rounds(1));
    assertThrows(
        IllegalArgumentException.class,
        () -> parse(spec("\"epochs\": 100000")).rounds(Integer.MAX_VALUE));
  }

  private static String spec(String extent) {
    return GOOD.replace("\"rounds\": 96", extent);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"type\": \"dense\", \"units\": 128 | \"type\": \"conv3d\", \"units\": 128"
            + " | $.layers[0].type: unknown: \"conv3d\"; expected dense, activation, conv2d, max_pool,"
            + " average_pool, flatten, dropout, layer_norm, embedding, embedding_bag, residual,"
            + " attention",
        "\"seed\": | \"sed\": 1, \"seed\":"
            + " | $.sed: unknown field; known here: dataset, layers, loss, optimizer, gradient_clipping,"
            + " schedule, learning_rate_decay, batch_size, regime, mode, local_steps, slots, rounds,"
            + " epochs, checkpoint_rounds, aggregation, server_optimizer, worker_momentum,"
            + " min_accuracy, seed,"
            + " update_encoding, privacy",
        "\"units\": 128 | \"units\": 128, \"bias\": true"
            + " | $.layers[0].bias: unknown field; known here: type, units, inputs, activation",
        "64 | \"64\" | $.batch_size: is \"64\", expected a whole number from 1 to 4096",
        "64 | 64.5 | $.batch_size: is 64.5, expected a whole number from 1 to 4096",
        "64 | 99999999999999999999"
            + " | $.batch_size: is 99999999999999999999, expected a whole number from 1 to 4096",
        "\"slots\": 8 | \"slots\": 0 | $.slots: is 0, expected a whole number from 1 to 1024",
        "0.1 | 0 | $.optimizer.learning_rate: is 0, expected a number from 1.0E-12 to 1000.0",
        "0.1 | 1e999"
            + " | $.optimizer.learning_rate: is Infinity, expected a number from 1.0E-12 to 1000.0",
        "\"momentum\": 0.9 | \"momentum\": 1"
            + " | $.optimizer.momentum: is 1, expected a number from 0.0 to 0.999999",
        "\"momentum\", | \"lion\", | $.optimizer.type: unknown: \"lion\"; expected sgd, momentum,"
            + " nesterov, adam, adamw",
        "\"mean\" | \"krum\" | $.aggregation: \"krum\" has settings, expected an object such as {\"type\": \"krum\","
            + " \"byzantine\": 1}",
        "\"loss\": | \"los\": | $.loss: is missing",
        "[28, 28] | [28, 27] | $.dataset.shape: has 756 values, features has 784",
        "\"inputs\": 128 | \"inputs\": 64" + " | $.layers[1].inputs: is 64, but 128 values come in",
        "\"units\": 10 | \"units\": 12"
            + " | $.layers[1].units: is 12 in the last layer, but the data has 10 classes",
        "\"inputs\": 128 | \"activation\": \"relu\""
            + " | $.layers[1].activation: the last layer has none: the loss applies softmax",
        "\"units\": 128, | \"units\": 65536,"
            + " | $.layers: make 52101130 parameters, at most 50000000 can be",
        "\"checkpoint_rounds\": 32 | \"checkpoint_rounds\": 97"
            + " | $.checkpoint_rounds: is 97, expected at most the 96 rounds there are",
        "\"rounds\": 96 | \"rounds\": 96, \"epochs\": 2"
            + " | $.epochs: stands beside rounds, expected one of them",
        "\"idx\" | \"arff\" | $.dataset.format: unknown: \"arff\"; expected idx, csv, npy, text, labelled_text",
        "\"text\" | \"\" | $.seed: has 0 characters, expected 1 to 256",
        "\"text\" | 7 | $.seed: is 7, expected a text",
      })
  void aMistakeIsNamedWithItsPlace(String good, String bad, String problem) {
    String json =
        GOOD.replace(good, bad)
            .replace(
                "\"units\": 10, \"inputs\": 128",
                bad.contains("65536") ? "\"units\": 10" : "\"units\": 10, \"inputs\": 128");
    var refusal = assertThrows(SpecException.class, () -> parse(json));
    assertTrue(refusal.problems().contains(problem), refusal.getMessage());
  }

  @Test
  void allMistakesAreReportedTogether() {
    String json =
        """
        {"dataset": {"format": "idx", "classes": 1, "features": 784, "scale": 255},
         "layers": [{"type": "dense"}, {"type": "dense", "units": -1}, {"type": "lstm"}],
         "loss": "hinge", "optimizer": {"type": "sgd", "momentum": 0.9}, "batch_size": 64,
         "local_steps": 32, "slots": 8, "rounds": true, "checkpoint_rounds": 32,
         "aggregation": "mean", "min_accuracy": 2, "seed": "text", "extra": []}
        """;
    List<String> places =
        assertThrows(SpecException.class, () -> parse(json)).problems().stream()
            .map(problem -> problem.substring(0, problem.indexOf(':')))
            .toList();
    assertEquals(
        List.of(
            "$.dataset.classes",
            "$.layers[0].units",
            "$.layers[1].units",
            "$.layers[2].type",
            "$.loss",
            "$.optimizer.learning_rate",
            "$.optimizer.momentum",
            "$.rounds",
            "$.min_accuracy",
            "$.extra"),
        places);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\": | $: is not JSON",
        "{} {} | $: is not JSON",
        "{\"a\": 1, \"a\": 2} | $: is not JSON",
        "[] | $: expected a JSON object",
      })
  void whatIsNoJsonObjectIsRefused(String json, String problem) {
    var refusal = assertThrows(SpecException.class, () -> parse(json));
    assertTrue(String.valueOf(refusal.getMessage()).startsWith(problem), refusal.getMessage());
  }

  @Test
  void bytesThatAreNoTextOrTooManyAreRefused() {
    var noText =
        assertThrows(SpecException.class, () -> ModelSpec.parse(new byte[] {(byte) 0xff, 0}));
    assertEquals("$: is not UTF-8", noText.getMessage());
    var tooMany = assertThrows(SpecException.class, () -> ModelSpec.parse(new byte[65_537]));
    assertEquals("$: has 65537 bytes, at most 65536 can be", tooMany.getMessage());
    assertThrows(SpecException.class, () -> ModelSpec.parse(new byte[0]));
  }

  private static ModelSpec parse(String json) {
    return ModelSpec.parse(json.getBytes(StandardCharsets.UTF_8));
  }
}
