package io.pouw.plugin;

import java.util.Optional;

/** On which machines a computation gives the same bytes again. */
public sealed interface Reproducibility {
  /** On every machine: what verified work needs. */
  record Portable() implements Reproducibility {
    @Override
    public String words() {
      return "portable";
    }
  }

  /**
   * Where the same library runs with the same kernels and as many threads.
   *
   * @param coreType whose kernels the library's matrix products take, such as {@code Haswell}
   */
  record Pinned(String coreType, int threads) implements Reproducibility {
    @Override
    public String words() {
      return "pinned (%s, %d thread%s)".formatted(coreType, threads, threads == 1 ? "" : "s");
    }
  }

  /** Not even on the same machine. */
  record None() implements Reproducibility {
    @Override
    public String words() {
      return "none";
    }
  }

  /** For people, such as {@code pinned (Haswell, 1 thread)}. */
  String words();

  /**
   * Why work of a regime must not be done so: a verified unit is done again by strangers on other
   * machines, and who is found to differ loses its stake. Empty if it may.
   */
  default Optional<String> refusal(Regime regime) {
    return switch (regime) {
      case FEDERATED -> Optional.empty();
      case VERIFIED ->
          this instanceof Portable
              ? Optional.empty()
              : Optional.of(
                  "verified tasks are of the class portable, as verifiers do units again on"
                      + " machines of any kind; this computes of the class "
                      + words());
    };
  }
}
