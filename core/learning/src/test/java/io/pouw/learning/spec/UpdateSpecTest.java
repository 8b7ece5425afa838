package io.pouw.learning.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.learning.encoding.EncodingSpec;
import io.pouw.learning.privacy.PrivacySpec;
import io.pouw.learning.privacy.Sampling;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpdateSpecTest {
  private static final String MODEL =
      """
      {"dataset": {"format": "csv", "classes": 3, "features": 4, "scale": 1},
       "layers": [{"type": "dense", "units": 3}],
       "loss": "softmax_cross_entropy", "optimizer": {"type": "sgd", "learning_rate": 0.1},
       "batch_size": 8, "local_steps": 1, "slots": 1, "rounds": 1, "checkpoint_rounds": 1,
       "aggregation": "mean", "min_accuracy": 0, "seed": "s"UPDATES}
      """;

  private static UpdateSpec parse(String fields) {
    byte[] json = MODEL.replace("UPDATES", fields).getBytes(StandardCharsets.UTF_8);
    return ModelSpec.parse(json).updates();
  }

  @Test
  void withoutASettingUpdatesArePlain() {
    assertEquals(UpdateSpec.PLAIN, parse(""));
    assertEquals(UpdateSpec.PLAIN, parse(", \"update_encoding\": \"float32\""));
  }

  @Test
  void everyEncodingIsRead() {
    assertEquals(new EncodingSpec.Brain(), parse(", \"update_encoding\": \"bfloat16\"").encoding());
    assertEquals(
        new EncodingSpec.Block(), parse(", \"update_encoding\": {\"type\": \"int8\"}").encoding());
    UpdateSpec topK = parse(", \"update_encoding\": {\"type\": \"top_k\", \"share\": 0.25}");
    assertEquals(new EncodingSpec.TopK(0.25, false), topK.encoding());
    assertFalse(topK.problemIfVerified().isPresent());
    var noised = new PrivacySpec(1, 1.1, 1e-5, Sampling.SHUFFLED);
    assertTrue(
        new UpdateSpec(topK.encoding(), Optional.of(noised)).problemIfVerified().isPresent());
    assertEquals(
        new EncodingSpec.TopK(0.25, false, 3),
        parse(", \"update_encoding\": {\"type\": \"top_k\", \"share\": 0.25, \"restart\": 3}")
            .encoding());
    assertEquals(
        new EncodingSpec.TopK(1, true),
        parse(
                ", \"update_encoding\": {\"type\": \"top_k\", \"share\": 1, \"values\":"
                    + " \"bfloat16\"}")
            .encoding());
  }

  @Test
  void privacyIsRead() {
    assertEquals(
        Optional.of(new PrivacySpec(1, 1.1, 1e-5, Sampling.SHUFFLED)),
        parse(", \"privacy\": {\"clip\": 1.0, \"noise\": 1.1, \"delta\": 1e-5}").privacy());
    assertEquals(
        Optional.of(new PrivacySpec(0.5, 2, 1e-6, Sampling.POISSON)),
        parse(
                ", \"privacy\": {\"clip\": 0.5, \"noise\": 2, \"delta\": 1e-6, \"sampling\":"
                    + " \"poisson\"}")
            .privacy());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"update_encoding\": \"float8\" | $.update_encoding: unknown: \"float8\";"
            + " expected float32, bfloat16, int8, top_k",
        "\"update_encoding\": \"top_k\" | $.update_encoding: \"top_k\" needs a share:"
            + " {\"type\": \"top_k\", \"share\": 0.01}",
        "\"update_encoding\": {\"type\": \"top_k\"} | $.update_encoding.share: is missing",
        "\"update_encoding\": {\"type\": \"top_k\", \"share\": 2} | $.update_encoding.share: is 2,"
            + " expected a number from 1.0E-9 to 1.0",
        "\"update_encoding\": {\"type\": \"int8\", \"share\": 1} | $.update_encoding.share: unknown"
            + " field; known here: type",
        "\"update_encoding\": {\"type\": \"top_k\", \"share\": 1, \"values\": \"int8\"} |"
            + " $.update_encoding.values: unknown: \"int8\"; expected float32, bfloat16",
        "\"update_encoding\": {\"type\": \"top_k\", \"share\": 1, \"restart\": 65} |"
            + " $.update_encoding.restart: is 65, expected a whole number from 1 to 64",
        "\"privacy\": {\"clip\": 1, \"noise\": 0, \"delta\": 1e-5} | $.privacy.noise: is 0,"
            + " expected a number from 0.1 to 1000.0",
        "\"privacy\": {\"clip\": 1, \"noise\": 1} | $.privacy.delta: is missing",
        "\"privacy\": {\"clip\": 1, \"noise\": 1, \"delta\": 0.1, \"sampling\": \"x\"} |"
            + " $.privacy.sampling: unknown: \"x\"; expected shuffled, poisson",
        "\"privacy\": 1 | $.privacy: is 1, expected an object"
      })
  void whatIsWrongIsNamed(String field, String problem) {
    var refusal = assertThrows(SpecException.class, () -> parse(", " + field));
    assertEquals(List.of(problem), refusal.problems());
  }
}
