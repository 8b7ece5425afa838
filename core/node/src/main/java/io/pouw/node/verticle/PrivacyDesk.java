package io.pouw.node.verticle;

import io.pouw.ledger.TaskState;
import io.pouw.node.plugin.Plugins;
import io.pouw.plugin.DataPart;
import io.pouw.plugin.PrivacyLoss;
import io.pouw.plugin.TaskType;
import io.pouw.primitives.Hash;
import io.pouw.storage.BlobStore;
import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What tasks with differential privacy have given away so far, as far as this node can tell: it has
 * to hold the data, whose size decides. Thread-safe; blocks on the disk.
 */
final class PrivacyDesk {
  private static final int MAX_KNOWN = 256;

  private record At(Hash task, int rounds) {}

  private final BlobStore blobs;
  private final Plugins plugins;
  private final Map<String, byte[]> ownData;
  private final Map<At, Optional<PrivacyLoss>> known = new LinkedHashMap<>();

  /**
   * A desk.
   *
   * @param ownData for federated tasks
   */
  PrivacyDesk(BlobStore blobs, Plugins plugins, Map<String, byte[]> ownData) {
    this.blobs = blobs;
    this.plugins = plugins;
    this.ownData = ownData;
  }

  /** After the rounds of all checkpoints; empty without privacy, workers or data. */
  synchronized Optional<PrivacyLoss> of(TaskState task) {
    Optional<TaskType> type = plugins.taskType(task.body().taskType());
    if (type.isEmpty() || task.supervisors().isEmpty() || !asksForPrivacy(task))
      return Optional.empty();
    int checkpoints = task.checkpoints().size();
    var at = new At(task.id(), checkpoints == 0 ? 0 : task.plan().toRound(checkpoints - 1));
    Optional<PrivacyLoss> found = known.get(at);
    if (found != null) return found;
    Optional<PrivacyLoss> loss =
        data(task)
            .flatMap(parts ->
                type.get()
                    .open(task.body().spec(), parts, task.effectiveSeed())
                    .privacyLoss(at.rounds()));
    if (known.size() == MAX_KNOWN) known.remove(known.keySet().iterator().next());
    known.put(at, loss);
    return loss;
  }

  /** Saves the reading of the data where there is no such field. */
  private static boolean asksForPrivacy(TaskState task) {
    return Buffer.buffer(task.body().spec()).toJsonObject().containsKey("privacy");
  }

  private Optional<Map<String, byte[]>> data(TaskState task) {
    if (task.plan().isFederated())
      return ownData.isEmpty() ? Optional.empty() : Optional.of(ownData);
    Map<String, byte[]> parts = new TreeMap<>();
    for (DataPart part : task.body().training().parts()) {
      Optional<byte[]> content = blobs.get(part.blob());
      if (content.isEmpty()) return Optional.empty();
      parts.put(part.name(), content.get());
    }
    return Optional.of(parts);
  }
}
