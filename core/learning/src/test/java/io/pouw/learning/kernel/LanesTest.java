package io.pouw.learning.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The property tests of the kernels, in JVMs whose vectors have other widths. */
class LanesTest {
  private static final int BITS_PER_LANE = 32;

  @ParameterizedTest
  @ValueSource(ints = {4, 8, 16})
  void everyKernelHasTheBitsOfItsDefinitionAtThisWidth(int lanes) throws Exception {
    // A machine with narrower vectors tests those that it has.
    int widest = FloatVector.SPECIES_PREFERRED.length();
    assertEquals("%d lanes: equal".formatted(Math.min(lanes, widest)), runJvm(lanes));
  }

  private static String runJvm(int lanes) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:MaxVectorSize=" + lanes * BITS_PER_LANE / Byte.SIZE);
    command.add("--add-modules=jdk.incubator.vector");
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), LanesTest.class.getName()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    return output.strip();
  }

  /** Runs the tests on the vectors of this JVM; one that fails throws. */
  @SuppressWarnings("JUnitMethodInvoked") // no runner in that JVM
  public static void main(String[] arguments) {
    var gemm = new GemmTest();
    gemm.everyPathHasTheBitsOfTheReferenceOnRandomShapesAndStrides(KernelPath.VECTOR);
    gemm.blocksOfTheSumJoinWithoutASeam(257);
    var fusion = new FusionTest();
    fusion.everyPathHasTheBitsOfTheSweepsOnRandomShapesAndStrides(KernelPath.VECTOR);
    fusion.theEndsOfChainsAreThoseOfTheLastBlockOfTheSum(1025);
    var convolution = new ConvolutionTest();
    convolution.everyPathHasTheBitsOfTheReferenceOnRandomShapes(KernelPath.VECTOR);
    convolution.everyPathHasTheBitsOfTheReferenceOnTheShapesOfLeNet(KernelPath.VECTOR);
    new PoolingTest().theVectorPathHasTheBitsOfTheLoopsOnRandomShapes();
    new RowKernelsTest().vectorsHaveTheBitsOfTheDefinitionAtAllWidths();
    var elementwise = new ElementwiseTest();
    elementwise.vectorsHaveTheBitsOfTheDefinitionAtAllLengthsAndOffsets();
    elementwise.stepsOfOptimisersHaveTheBitsOfTheDefinition();
    System.out.println(FloatVector.SPECIES_PREFERRED.length() + " lanes: equal");
  }
}
