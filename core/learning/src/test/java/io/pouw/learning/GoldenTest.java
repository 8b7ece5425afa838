package io.pouw.learning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.learning.kernel.KernelPath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same bytes in every mode of the JVM, and those of {@code golden.sha256}. */
class GoldenTest {
  private static final String VECTORS = "--add-modules=jdk.incubator.vector";

  @ParameterizedTest
  @EnumSource(KernelPath.class)
  void everyPathTrainsTheSameWeights(KernelPath path) throws IOException {
    List<String> lines = new ArrayList<>();
    GoldenTraining.hashes(path::newKernels).forEach((name, hash) -> lines.add(name + " " + hash));
    assertEquals(String.join("\n", golden()), String.join("\n", lines));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1 -Xint -Duser.language=tr -Duser.timezone=Asia/Kathmandu",
        "1 -XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
        "1 -XX:TieredStopAtLevel=1 -Duser.language=ar -Duser.timezone=America/St_Johns " + VECTORS,
        "1 -XX:-TieredCompilation -XX:+UseParallelGC " + VECTORS,
        "2 -XX:MaxVectorSize=16 " + VECTORS,
        "2 -XX:MaxVectorSize=32 -XX:+UseZGC " + VECTORS,
        "3 -XX:MaxVectorSize=64 -XX:+UseSerialGC " + VECTORS,
        "1 -XX:UseAVX=2 -XX:+IgnoreUnrecognizedVMOptions " + VECTORS,
      })
  void everyModeOfTheJvmTrainsTheSameWeights(String mode) throws Exception {
    assertGolden(mode);
  }

  /** Without compiled vectors, or without fused multiply-adds in hardware: seconds each. */
  @Tag("long")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1 -Xint -Duser.language=tr -Duser.timezone=Asia/Kathmandu -XX:UseAVX=1 " + VECTORS,
        "2 -XX:-TieredCompilation -Xcomp -XX:CompileCommand=compileonly,io.pouw.learning.*::* "
            + VECTORS,
        "1 -XX:UseAVX=0 -XX:+IgnoreUnrecognizedVMOptions " + VECTORS,
      })
  void everySlowModeOfTheJvmTrainsTheSameWeights(String mode) throws Exception {
    assertGolden(mode);
  }

  private static void assertGolden(String mode) throws Exception {
    List<String> expected = new ArrayList<>(golden());
    expected.addFirst(mode.contains(VECTORS) ? "VECTOR" : "SCALAR");
    List<String> flags = new ArrayList<>(List.of(mode.split(" ", -1)));
    String threads = flags.removeFirst();
    assertEquals(String.join("\n", expected), runJvm(flags, threads));
  }

  private static List<String> golden() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(GoldenTest.class.getResourceAsStream("golden.sha256"))) {
      List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
      assertTrue(lines.size() > 5, "golden.sha256 has lost its lines");
      return lines;
    }
  }

  private static String runJvm(List<String> flags, String threads) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(
        List.of(
            "-cp", System.getProperty("java.class.path"), GoldenTraining.class.getName(), threads));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), flags.toString());
    return String.join(
        "\n", output.lines().filter(line -> !line.startsWith("CompileCommand")).toList());
  }
}
