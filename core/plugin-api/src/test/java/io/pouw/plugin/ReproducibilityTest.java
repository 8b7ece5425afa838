package io.pouw.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReproducibilityTest {
  @Test
  void onlyThePortableClassServesVerifiedWorkAndEveryClassServesFederatedWork() {
    Reproducibility pinned = new Reproducibility.Pinned("Haswell", 2);
    for (Reproducibility each :
        new Reproducibility[] {
          new Reproducibility.Portable(), pinned, new Reproducibility.None()
        }) {
      assertEquals(Optional.empty(), each.refusal(Regime.FEDERATED));
      assertEquals(
          each instanceof Reproducibility.Portable, each.refusal(Regime.VERIFIED).isEmpty());
    }
    String reason = pinned.refusal(Regime.VERIFIED).orElseThrow();
    assertTrue(reason.endsWith("pinned (Haswell, 2 threads)"), reason);
  }
}
