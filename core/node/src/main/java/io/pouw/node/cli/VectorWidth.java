package io.pouw.node.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** How wide this processor's vector registers are, as Linux tells it. */
final class VectorWidth {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
  private static final Map<String, Integer> BITS_BY_FLAG =
      Map.of("avx512f", 512, "avx2", 256, "avx", 256, "sse2", 128, "asimd", 128);

  /** Without any that are known. */
  private static final int SCALAR_BITS = 64;

  private VectorWidth() {}

  /** In bits. */
  static int bits() {
    try (var lines = Files.lines(CPU_INFO, StandardCharsets.UTF_8)) {
      return lines
          .filter(line -> line.startsWith("flags") || line.startsWith("Features"))
          .findFirst()
          .map(VectorWidth::widest)
          .orElse(SCALAR_BITS);
    } catch (IOException notLinux) {
      return SCALAR_BITS;
    }
  }

  private static int widest(String flags) {
    int widest = SCALAR_BITS;
    for (String each : flags.split("\\s+", -1))
      widest = Math.max(widest, BITS_BY_FLAG.getOrDefault(each, SCALAR_BITS));
    return widest;
  }
}
