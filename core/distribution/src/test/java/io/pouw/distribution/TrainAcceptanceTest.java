package io.pouw.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code pouw train}: a model without a network. */
class TrainAcceptanceTest {
  @TempDir private Path folder = Path.of(".");

  private JsonNode train(String name, String... more) throws Exception {
    Path report = folder.resolve(name + ".json");
    List<String> arguments =
        new java.util.ArrayList<>(List.of("train", "linear-regression", "--report", "" + report));
    arguments.addAll(List.of(more));
    new Pouw(folder).run(arguments.toArray(String[]::new)).exitsWith(0).isQuiet();
    return new ObjectMapper().readTree(report.toFile());
  }

  @Test
  void aPresetIsTrainedToTheSameBytesOnOneThreadAndTwoAndIsGoodEnough() throws Exception {
    JsonNode one = train("one", "--threads", "1", "--out", "cars.npz", "--out", "cars.onnx");
    JsonNode two = train("two", "--threads", "2", "--out", "cars.state");
    assertEquals(one.path("state_sha256"), two.path("state_sha256"));
    assertEquals(one.path("rounds").asInt(), one.path("round_losses").size());
    JsonNode scores = one.path("scores");
    assertTrue(
        scores.path("accuracy_ppm").asInt() >= scores.path("min_accuracy_ppm").asInt(),
        one::toPrettyString);
    assertTrue(one.path("metrics").path("rmse").asDouble() < 3.0, one::toPrettyString);
    assertEquals(36, Files.size(folder.resolve("cars.state")));
    assertTrue(Files.size(folder.resolve("cars.npz")) > 36);
    assertTrue(Files.size(folder.resolve("cars.onnx")) > 36);
  }

  @Test
  void anotherEffectiveSeedGivesAnotherModel() throws Exception {
    JsonNode other = train("other", "--effective-seed", "ab".repeat(32));
    JsonNode usual = train("usual");
    assertTrue(
        !other.path("state_sha256").equals(usual.path("state_sha256")), other::toPrettyString);
  }

  @Test
  void mistakesAreExplained() throws Exception {
    var pouw = new Pouw(folder);
    pouw.run("train", "no-such-preset").exitsWith(2).isQuiet().says("no-such-preset");
    pouw.run("train", "mlp", "--data", "nowhere").exitsWith(2).isQuiet().says("no folder nowhere");
    pouw.run("train", "mlp", "--out", "m.pt").exitsWith(2).isQuiet().says(".onnx, .npz or .state");
    pouw.run("train", "mlp", "--threads", "0").exitsWith(2).isQuiet().says("--threads is 0");
    Files.writeString(folder.resolve("wrong.json"), "{\"layers\": []}");
    pouw.run("train", "wrong.json", "--data", "digits").exitsWith(2).isQuiet().says("is wrong");
  }
}
