package io.pouw.learning.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The ways to compute products, convolutions and pooling. All give the same bits. */
public enum KernelPath {
  /** Three plain loops: the definition. */
  REFERENCE,
  /** Register tiles in plain Java, for a JVM without the vector module. */
  SCALAR,
  /** Packed panels on the Vector API; needs {@code --add-modules jdk.incubator.vector}. */
  VECTOR;

  private static final String VECTOR_MODULE = "jdk.incubator.vector";

  /** The fastest path that this JVM can take. */
  public static KernelPath fastest() {
    return vectorsArePresent() ? VECTOR : SCALAR;
  }

  public static boolean vectorsArePresent() {
    return ModuleLayer.boot().findModule(VECTOR_MODULE).isPresent();
  }

  /** Kernels for one thread. */
  public Kernels newKernels() {
    return alone();
  }

  /** Kernels that share their work out among the threads of a team. */
  public Kernels newKernels(Team team) {
    if (team.size() == 1) return alone();
    List<Kernels> members = IntStream.range(0, team.size()).mapToObj(_ -> alone()).toList();
    Kernels first = members.getFirst();
    return new Kernels(
        new TeamGemm(team, members.stream().map(Kernels::gemm).toList()),
        first.elementwise(),
        first.rows(),
        newConvolution(team, members),
        first.pooling(),
        team,
        members);
  }

  private Convolution newConvolution(Team team, List<Kernels> members) {
    List<PlannedConvolution> parts = new ArrayList<>();
    for (Kernels member : members)
      if (member.convolution() instanceof PlannedConvolution planned) parts.add(planned);
    // The definition has no parts.
    return parts.isEmpty() ? newConvolution() : new TeamConvolution(team, parts);
  }

  private Kernels alone() {
    Gemm gemm = newGemm();
    return switch (this) {
      case REFERENCE, SCALAR ->
          new Kernels(
              gemm,
              new ScalarElementwise(),
              new ScalarRowKernels(),
              newConvolution(),
              newPooling(),
              Team.ALONE,
              List.of());
      case VECTOR -> {
        requirePresent();
        var elementwise = new VectorElementwise();
        yield new Kernels(
            gemm,
            elementwise,
            new VectorRowKernels(elementwise),
            newConvolution(),
            newPooling(),
            Team.ALONE,
            List.of());
      }
    };
  }

  /** A product for one thread. */
  public Gemm newGemm() {
    return switch (this) {
      case REFERENCE -> new ReferenceGemm();
      case SCALAR -> new TiledGemm();
      case VECTOR -> {
        requirePresent();
        // The first mention of a class that links against the module: never reached without it.
        yield new VectorGemm();
      }
    };
  }

  /** A convolution for one thread. */
  public Convolution newConvolution() {
    return switch (this) {
      case REFERENCE -> new ReferenceConvolution();
      case SCALAR -> new ScalarConvolution();
      case VECTOR -> {
        requirePresent();
        yield new VectorConvolution();
      }
    };
  }

  /** Pooling; any number of threads may share it. */
  public Pooling newPooling() {
    return switch (this) {
      case REFERENCE, SCALAR -> new ScalarPooling();
      case VECTOR -> {
        requirePresent();
        yield new VectorPooling();
      }
    };
  }

  /** Refuses a path that this JVM cannot take. */
  void requirePresent() {
    if (this == VECTOR && !vectorsArePresent())
      throw new IllegalStateException(
          "this JVM was started without --add-modules " + VECTOR_MODULE);
  }
}
