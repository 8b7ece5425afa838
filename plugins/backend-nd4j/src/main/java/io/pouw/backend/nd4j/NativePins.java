package io.pouw.backend.nd4j;

import io.pouw.plugin.Reproducibility;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Tells ND4J's native libraries, before they are loaded, which processor's kernels and how many
 * threads to take: left alone, OpenBLAS 0.3.19 guesses, and on processors younger than itself
 * guesses differently from run to run. They read the environment of the process, which Java cannot
 * change, but {@code setenv} of the C library can.
 *
 * @param coreType for {@code OPENBLAS_CORETYPE}; empty leaves the guess to OpenBLAS
 */
record NativePins(Optional<String> coreType, int threads) {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
  private static final String CORE_TYPE = "OPENBLAS_CORETYPE";
  private static final String THREADS = "OMP_NUM_THREADS";

  /** What the operator's environment says, else the best kernels for this processor, one thread. */
  static NativePins of(Map<String, String> environment) {
    Optional<String> given = Optional.ofNullable(environment.get(CORE_TYPE));
    return new NativePins(given.or(NativePins::best), threads(environment.get(THREADS)));
  }

  private static int threads(@org.jspecify.annotations.Nullable String given) {
    return given != null && given.matches("[1-9][0-9]{0,2}") ? Integer.parseInt(given) : 1;
  }

  private static Optional<String> best() {
    try (var lines = Files.lines(CPU_INFO, StandardCharsets.UTF_8)) {
      return best(lines.filter(line -> line.startsWith("flags")).findFirst().orElse(""));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * @param flags a processor's, as Linux lists them
   */
  static Optional<String> best(String flags) {
    String words = flags + " ";
    if (words.contains(" avx512f ") && words.contains(" avx512vl ")) return Optional.of("SkylakeX");
    return words.contains(" avx2 ") ? Optional.of("Haswell") : Optional.empty();
  }

  /** Without a core type nobody knows which kernels run. */
  Reproducibility reproducibility() {
    return coreType
        .<Reproducibility>map(core -> new Reproducibility.Pinned(core, threads))
        .orElseGet(Reproducibility.None::new);
  }

  Map<String, String> variables() {
    Map<String, String> variables = new TreeMap<>();
    coreType.ifPresent(core -> variables.put(CORE_TYPE, core));
    for (String name : new String[] {THREADS, "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"})
      variables.put(name, Integer.toString(threads));
    return variables;
  }

  /** Sets the variables for libraries that this process loads from now on. */
  @SuppressWarnings("restricted") // one call of the C library, with terminated strings
  void apply() {
    var linker = Linker.nativeLinker();
    MethodHandle setenv =
        linker.downcallHandle(
            linker.defaultLookup().find("setenv").orElseThrow(),
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_INT));
    try (Arena arena = Arena.ofConfined()) {
      variables()
          .forEach(
              (name, value) -> set(setenv, arena.allocateFrom(name), arena.allocateFrom(value)));
    }
  }

  private static void set(MethodHandle setenv, MemorySegment name, MemorySegment value) {
    try {
      int failed = (int) setenv.invokeExact(name, value, 1);
      if (failed != 0) throw new IllegalStateException("setenv failed");
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
