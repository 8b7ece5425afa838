package io.pouw.node.plugin;

import io.pouw.node.model.BadInputException;
import io.pouw.plugin.TaskType;
import io.pouw.plugin.TensorBackend;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What tensors are computed with, as configuration or {@code --backend} choose it: the reproducible
 * kernels, or the backend of a plugin.
 */
public final class ChosenBackend {
  /** The name of the reproducible kernels, which need no plugin. */
  public static final String KERNELS = "kernels";

  private final Optional<TensorBackend> backend;

  private ChosenBackend(Optional<TensorBackend> backend) {
    this.backend = backend;
  }

  /**
   * Finds a backend by name.
   *
   * @throws BadInputException if no plugin offers it
   */
  public static ChosenBackend of(Plugins plugins, String name) {
    if (name.equals(KERNELS)) return new ChosenBackend(Optional.empty());
    Optional<TensorBackend> found = plugins.backend(name);
    if (found.isEmpty())
      throw new BadInputException(
          "no plugin here offers the backend '%s'; there are %s (README.md says how to get nd4j)"
              .formatted(
                  name,
                  Stream.concat(
                          Stream.of(KERNELS), plugins.backends().stream().map(TensorBackend::name))
                      .collect(Collectors.joining(", "))));
    return new ChosenBackend(found);
  }

  /**
   * A task type for work that nobody else does again: evaluation off the chain, prediction,
   * training alone.
   *
   * @throws BadInputException if the backend cannot compute tasks of this type and spec
   */
  public TaskType alone(TaskType type, byte[] spec) {
    if (backend.isEmpty()) return type;
    TensorBackend chosen = backend.get();
    List<String> problems = chosen.problems(spec);
    if (!problems.isEmpty())
      throw new BadInputException(
          "the backend %s cannot compute this:%n  %s"
              .formatted(chosen.name(), String.join("\n  ", problems)));
    return type.on(chosen)
        .orElseThrow(() ->
            new BadInputException(
                "tasks of type '%s' have no tensors, so the backend %s is nothing for them"
                    .formatted(type.name(), chosen.name())));
  }

  /** A task type as a miner may use it: {@link MinedTaskType}. */
  public TaskType mining(TaskType type) {
    return backend
        .flatMap(chosen ->
            type.on(chosen).<TaskType>map(backed -> new MinedTaskType(type, backed, chosen)))
        .orElse(type);
  }

  /** Name, library and class, for people; empty for the reproducible kernels. */
  public Optional<String> words() {
    return backend.map(each ->
        "%s (%s, class %s)".formatted(each.name(), each.version(), each.reproducibility().words()));
  }
}
