package io.pouw.learning.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pouw.learning.network.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The presets for images in {@code conf/presets} are specifications that this module reads. */
class ImagePresetsTest {
  @ParameterizedTest
  @CsvSource({"lenet5, 61706", "residual-cnn, 7226"})
  void aPresetHasTheParametersOfItsNetwork(String preset, int parameters) throws IOException {
    Path file = Path.of("../../conf/presets", preset + ".json");
    ModelSpec spec = ModelSpec.parse(Files.readAllBytes(file));
    assertEquals(parameters, Network.of(spec).parameters());
  }
}
