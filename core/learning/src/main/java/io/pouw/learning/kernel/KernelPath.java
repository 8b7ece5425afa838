package io.pouw.learning.kernel;

/** The ways to compute a product. All give the same bits. */
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
    return new Kernels(newGemm());
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

  /** Refuses a path that this JVM cannot take. */
  void requirePresent() {
    if (this == VECTOR && !vectorsArePresent())
      throw new IllegalStateException(
          "this JVM was started without --add-modules " + VECTOR_MODULE);
  }
}
