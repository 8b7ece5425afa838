package io.pouw.plugin;

import java.util.List;
import org.pf4j.ExtensionPoint;

/**
 * Another machinery for the tensors of task types that have some ({@link TaskType#on}): for
 * evaluation off the chain, prediction, training alone and federated work. Verified units are done
 * with it only where {@link #reproducibility} allows it. Thread-safe.
 */
public interface TensorBackend extends ExtensionPoint {
  /** Such as {@code nd4j}. */
  String name();

  /** Of the library, for people. */
  String version();

  /** On which machines it gives the same bytes again, as it is set up in this process. */
  Reproducibility reproducibility();

  /**
   * Why it cannot compute a model, each with the place in it; empty if it can. Also says if the
   * backend does not run on this machine.
   *
   * @param spec of a neural task, JSON, UTF-8
   */
  List<String> problems(byte[] spec);

  /**
   * Makes a model ready to run.
   *
   * @param spec without {@link #problems}
   * @param batchSize examples of each call
   */
  TensorProgram open(byte[] spec, int batchSize);
}
