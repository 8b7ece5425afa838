package io.pouw.backend.nd4j;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pouw.plugin.Reproducibility;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NativePinsTest {
  @Test
  void theBestKernelsThatTheInstructionsAllowAreNamed() {
    assertEquals(Optional.of("SkylakeX"), NativePins.best("flags : fpu avx2 avx512f avx512vl"));
    assertEquals(Optional.of("Haswell"), NativePins.best("flags : fpu fma avx2 avx512f"));
    assertEquals(Optional.empty(), NativePins.best("flags : fpu sse2"));
  }

  @Test
  void whatTheOperatorSetsStands() {
    var pins = NativePins.of(Map.of("OPENBLAS_CORETYPE", "Zen", "OMP_NUM_THREADS", "2"));
    assertEquals(new Reproducibility.Pinned("Zen", 2), pins.reproducibility());
    assertEquals("Zen", pins.variables().get("OPENBLAS_CORETYPE"));
    assertEquals("2", pins.variables().get("OPENBLAS_NUM_THREADS"));
  }

  @Test
  void withoutACoreTypeNothingIsPromised() {
    assertEquals(new Reproducibility.None(), new NativePins(Optional.empty(), 1).reproducibility());
    assertEquals(1, NativePins.of(Map.of("OMP_NUM_THREADS", "many")).threads());
  }
}
