package io.pouw.learning;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pouw.learning.kernel.KernelPath;
import io.pouw.primitives.Hash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoldenTest {
  private static final String SGD =
      "77d1fb620c35451ab9bdf13e3f3e83fb39c59a120a2c97bd57352e7de5844757";
  private static final String MOMENTUM =
      "ba86d6a637dcc5ee1d792a9f64734b7ecd8378976e44786198505b791a59594e";

  private static final String VECTORS = "--add-modules=jdk.incubator.vector";

  @ParameterizedTest
  @EnumSource(KernelPath.class)
  void everyPathTrainsTheSameWeights(KernelPath path) {
    assertEquals(SGD, Hash.sha256(GoldenTraining.train("sgd", path)).toString());
    assertEquals(MOMENTUM, Hash.sha256(GoldenTraining.train("momentum", path)).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-XX:+UseSerialGC",
        VECTORS + " -XX:MaxVectorSize=32",
        VECTORS + " -XX:MaxVectorSize=16",
        VECTORS + " -XX:TieredStopAtLevel=1",
        "-Xint -Duser.language=tr -Duser.timezone=Asia/Kathmandu"
      })
  void everyModeOfTheJvmTrainsTheSameWeights(String flags) throws Exception {
    String path = flags.contains(VECTORS) ? "VECTOR " : "SCALAR ";
    assertEquals(List.of(path + SGD, path + MOMENTUM), runJvm(flags));
  }

  private static List<String> runJvm(String flags) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(flags.split(" ", -1)));
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), GoldenTraining.class.getName()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), flags);
    return output.lines().toList();
  }
}
