package io.pouw.node.model;

import io.pouw.ledger.CheckpointState;
import io.pouw.ledger.TaskState;
import io.pouw.node.model.CheckList.Found;
import io.pouw.node.train.UnitPool;
import io.pouw.plugin.DataManifest;
import io.pouw.plugin.DataPart;
import io.pouw.plugin.Scores;
import io.pouw.plugin.TaskPlan;
import io.pouw.plugin.TaskType;
import io.pouw.primitives.BlobId;
import io.pouw.work.Replay;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Trains a model file's task again, alone and honestly, and compares every checkpoint's state and
 * the final bytes.
 */
public final class ModelReplay {
  private final ModelFile file;
  private final TaskType type;
  private final int threads;

  /**
   * @param threads that do units at the same time; they do not change a byte
   */
  public ModelReplay(ModelFile file, TaskType type, int threads) {
    this.file = file;
    this.type = type;
    this.threads = threads;
  }

  /**
   * Why these files are not the training data that the task committed to; empty if they are.
   *
   * @param parts by part name
   */
  public static Optional<String> mismatch(DataManifest manifest, Map<String, byte[]> parts) {
    for (DataPart part : manifest.parts()) {
      byte[] content = parts.get(part.name());
      if (content == null)
        return Optional.of("the part '" + part.name() + "' is missing, expected " + part.blob());
      BlobId found = BlobId.of(content);
      if (!found.equals(part.blob()))
        return Optional.of(
            "the part '" + part.name() + "' is " + found + ", expected " + part.blob());
    }
    return parts.size() == manifest.parts().size()
        ? Optional.empty()
        : Optional.of(parts.size() + " parts, expected " + manifest.parts().size());
  }

  /**
   * Replays and compares.
   *
   * @param training the task's training data
   * @param test its test data, to score again; may be missing
   * @param progress told each checkpoint that is done
   * @throws BadInputException if the data is not the task's
   */
  public VerificationReport run(
      Map<String, byte[]> training, Optional<Map<String, byte[]>> test, IntConsumer progress) {
    TaskState task = file.taskState();
    demand("training", task.body().training(), training);
    var list = new CheckList();
    list.check("plan", () -> plan(task, training));
    var states = new ArrayList<BlobId>();
    byte[] model = replay(task, training, states, progress);
    list.find("replayed checkpoints", () -> checkpoints(states, file.checkpointStates()));
    list.check("replayed model", () -> same(task, model));
    if (test.isPresent() && task.test().isPresent()) {
      demand("test", task.test().get(), test.get());
      list.check("replayed scores", () -> scores(task, test.get()));
    }
    return list.report();
  }

  private static void demand(String which, DataManifest manifest, Map<String, byte[]> parts) {
    mismatch(manifest, parts)
        .ifPresent(why -> {
          throw new BadInputException("this is not the task's " + which + " data: " + why);
        });
  }

  private String plan(TaskState task, Map<String, byte[]> training) {
    TaskPlan plan = type.plan(task.body().spec(), training);
    CheckFailed.unless(
        plan.equals(task.plan()), "spec and data give " + plan + ", the task has " + task.plan());
    return plan.rounds() + " rounds of " + plan.slots() + " units";
  }

  private byte[] replay(
      TaskState task, Map<String, byte[]> training, List<BlobId> states, IntConsumer progress) {
    try (var pool = new UnitPool(threads)) {
      return Replay.of(type, task.body().spec(), training, task.effectiveSeed())
          .run(
              pool,
              (index, id, state) -> {
                states.add(id);
                progress.accept(index);
              });
    }
  }

  private static Found<Integer> checkpoints(List<BlobId> states, List<CheckpointState> said) {
    CheckFailed.unless(
        states.size() == said.size(),
        "the replay has " + states.size() + " checkpoints, the file " + said.size());
    IntStream.range(0, states.size())
        .filter(index -> !states.get(index).equals(said.get(index).content().state()))
        .findFirst()
        .ifPresent(index -> {
          throw new CheckFailed(
              "checkpoint %d is the first that differs: the replay gives %s, the chain has %s"
                  .formatted(index, states.get(index), said.get(index).content().state()));
        });
    return new Found<>(states.size(), states.size() + " states, byte for byte");
  }

  private String same(TaskState task, byte[] model) {
    int at = Arrays.mismatch(model, file.model());
    if (at >= 0)
      throw new CheckFailed(
          "model byte "
              + at
              + " is the first that differs: "
              + type.describe(task.body().spec(), at));
    return model.length + " bytes are those of an honest training";
  }

  private String scores(TaskState task, Map<String, byte[]> test) {
    Scores again = type.evaluate(task.body().spec(), file.model(), test);
    Optional<Scores> said = task.scores();
    CheckFailed.unless(
        said.filter(again::equals).isPresent(),
        "measured " + again + ", the chain has " + said.map(Scores::toString).orElse("none"));
    return type.figures(task.body().spec(), again).values().entrySet().stream()
        .map(each -> String.format(Locale.ROOT, "%s %.6g", each.getKey(), each.getValue()))
        .collect(Collectors.joining(", "));
  }
}
