package io.pouw.backend.nd4j;

import io.pouw.learning.spec.ModelSpec;
import io.pouw.learning.spec.SpecException;
import io.pouw.plugin.Reproducibility;
import io.pouw.plugin.TensorBackend;
import io.pouw.plugin.TensorProgram;
import java.util.List;
import java.util.Locale;
import org.nd4j.common.config.ND4JClassLoading;
import org.nd4j.linalg.factory.Nd4j;
import org.pf4j.Extension;

/**
 * ND4J 1.0.0-M2.1 on OpenBLAS as a backend: all layers and losses of neural tasks. Its bits depend
 * on OpenBLAS's core type and on the number of threads, so it is of the class pinned, and no
 * verified unit may be done with it.
 *
 * <p>ND4J is loaded when the first model is opened, which takes seconds.
 */
@Extension
public final class Nd4jBackend implements TensorBackend {
  private static final String VERSION = "ND4J 1.0.0-M2.1";

  private final NativePins pins = NativePins.of(System.getenv());
  private boolean loaded;

  @Override
  public String name() {
    return "nd4j";
  }

  @Override
  public String version() {
    return VERSION;
  }

  @Override
  public Reproducibility reproducibility() {
    return pins.reproducibility();
  }

  @Override
  public List<String> problems(byte[] spec) {
    String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String architecture = System.getProperty("os.arch", "");
    if (!os.equals("linux") || !architecture.equals("amd64"))
      return List.of(
          "ND4J's native code comes for Linux on x86-64 only, this is %s on %s"
              .formatted(os, architecture));
    try {
      ModelSpec _ = ModelSpec.parse(spec);
      return List.of();
    } catch (SpecException e) {
      return e.problems();
    }
  }

  @Override
  public TensorProgram open(byte[] spec, int batchSize) {
    load();
    return new Nd4jProgram(ModelSpec.parse(spec).withBatchSize(batchSize));
  }

  private synchronized void load() {
    if (loaded) return;
    pins.apply();
    // Its services are beside this class, not where the node's own thread looks.
    ND4JClassLoading.setNd4jClassloaderFromClass(Nd4jBackend.class);
    Nd4j.getEnvironment().setMaxThreads(pins.threads());
    Nd4j.getEnvironment().setMaxMasterThreads(pins.threads());
    // oneDNN chooses its kernels by the processor, whatever OpenBLAS was told.
    Nd4j.getEnvironment().allowHelpers(false);
    loaded = true;
  }
}
