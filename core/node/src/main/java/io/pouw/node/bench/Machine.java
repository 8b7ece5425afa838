package io.pouw.node.bench;

import io.pouw.learning.kernel.KernelPath;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * Where figures were measured, and how busy that was.
 *
 * @param loadAverage of the last minute before the benchmark; negative if the system has none
 * @param kernels the path of our kernels
 */
public record Machine(
    Instant time,
    String processor,
    int processors,
    String system,
    String jvm,
    double loadAverage,
    String kernels) {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  public static Machine here() {
    var system = ManagementFactory.getOperatingSystemMXBean();
    return new Machine(
        Instant.now(),
        nameProcessor(),
        countProcessors(),
        system.getName() + " " + system.getVersion() + " " + system.getArch(),
        System.getProperty("java.vm.name") + " " + Runtime.version(),
        system.getSystemLoadAverage(),
        KernelPath.fastest().name());
  }

  /** Of the machine, not of this process, where that is known. */
  private static int countProcessors() {
    try (var lines = Files.lines(CPU_INFO, StandardCharsets.UTF_8)) {
      int all = Math.toIntExact(lines.filter(line -> line.startsWith("processor")).count());
      return Math.max(all, Runtime.getRuntime().availableProcessors());
    } catch (IOException notLinux) {
      return Runtime.getRuntime().availableProcessors();
    }
  }

  /** As Linux tells it; elsewhere only the architecture is known. */
  private static String nameProcessor() {
    try (var lines = Files.lines(CPU_INFO, StandardCharsets.UTF_8)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    } catch (IOException notLinux) {
      return "unknown";
    }
  }
}
