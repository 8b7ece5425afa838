package io.pouw.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A JVM like this one on the first processors of the machine, whose native libraries are told how
 * many threads they may use before they are loaded. Where {@code taskset} is missing nothing is
 * pinned.
 *
 * @param threads of the libraries, and processors of the whole process
 */
record PinnedJvm(int threads, Optional<Path> taskset, Optional<String> openBlasCore) {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  static PinnedJvm of(int threads) {
    if (threads < 1 || threads > Runtime.getRuntime().availableProcessors())
      throw new IllegalArgumentException(
          "cannot pin %d threads: this machine has %d processors"
              .formatted(threads, Runtime.getRuntime().availableProcessors()));
    Optional<Path> taskset = Optional.of(Path.of("/usr/bin/taskset")).filter(Files::isExecutable);
    return new PinnedJvm(threads, taskset, bestOpenBlasCore());
  }

  /**
   * OpenBLAS 0.3.19 does not know every processor, and its kernels for older ones can be half as
   * fast: name the best that the instructions allow.
   */
  private static Optional<String> bestOpenBlasCore() {
    try (var lines = Files.lines(CPU_INFO, StandardCharsets.UTF_8)) {
      String flags = lines.filter(line -> line.startsWith("flags")).findFirst().orElse("") + " ";
      if (flags.contains(" avx512f ") && flags.contains(" avx512vl "))
        return Optional.of("SkylakeX");
      return flags.contains(" avx2 ") ? Optional.of("Haswell") : Optional.empty();
    } catch (IOException notLinux) {
      return Optional.empty();
    }
  }

  /** Runs a main class with this JVM's class path and options to its end; gives its status. */
  int run(Class<?> main, Object... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    taskset.ifPresent(
        path -> command.addAll(List.of(path.toString(), "--cpu-list", "0-" + (threads - 1))));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    for (Object argument : arguments) command.add(argument.toString());
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    environment(builder.environment());
    return builder.start().waitFor();
  }

  private void environment(Map<String, String> variables) {
    for (String library : List.of("omp", "openblas", "mkl"))
      variables.put(library.toUpperCase(Locale.ROOT) + "_NUM_THREADS", Integer.toString(threads));
    openBlasCore.ifPresent(core -> variables.putIfAbsent("OPENBLAS_CORETYPE", core));
  }
}
