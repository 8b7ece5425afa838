package io.pouw.plugin;

import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;
import java.util.List;

/**
 * All that it takes to open a verified task's program anywhere: the same recipe gives the same
 * bytes for every unit, whoever follows it. A federated task has none, for its data never leaves
 * its worker.
 *
 * @param taskType name of the {@link TaskType}
 * @param spec 1 MiB at most
 * @param training parts of the training data, 64 at most; whoever opens the task fetches them
 * @param plan that spec and data have to give
 */
public record TaskRecipe(
    String taskType, byte[] spec, List<DataPart> training, Hash effectiveSeed, TaskPlan plan)
    implements Encodable {
  private static final int MAX_NAME_BYTES = 64;
  private static final int MAX_SPEC_BYTES = 1 << 20;
  private static final int MAX_PARTS = 64;

  public TaskRecipe {
    training = List.copyOf(training);
    if (plan.isFederated())
      throw new IllegalArgumentException("a federated task has no recipe: its data stays at home");
  }

  public static TaskRecipe decode(Decoder in) {
    String type = in.text(MAX_NAME_BYTES);
    byte[] spec = in.bytes(MAX_SPEC_BYTES);
    List<DataPart> training = in.list(MAX_PARTS, DataPart::decode);
    Hash seed = in.hash();
    TaskPlan plan = TaskPlan.decode(in);
    if (plan.isFederated()) throw in.error("is the recipe of a federated task");
    return new TaskRecipe(type, spec, training, seed, plan);
  }

  @Override
  public void encode(Encoder out) {
    out.text(taskType).bytes(spec).list(training).hash(effectiveSeed).put(plan);
  }

  /** The same for equal recipes only. */
  public Hash id() {
    return Hash.sha256(toBytes());
  }
}
