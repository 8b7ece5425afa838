package io.pouw.node.model;

import io.pouw.ledger.Checkpoint;
import io.pouw.ledger.CheckpointState;
import io.pouw.ledger.Genesis;
import io.pouw.ledger.TaskState;
import io.pouw.ledger.TaskStatus;
import io.pouw.ledger.Transaction;
import io.pouw.node.model.CheckList.Found;
import io.pouw.plugin.Scores;
import io.pouw.plugin.TaskType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Whether the task that a model file proves was really done, and how well. */
final class TaskChecks {
  private TaskChecks() {}

  static Found<TaskState> settled(TaskState task) {
    CheckFailed.unless(
        task.status() == TaskStatus.SETTLED,
        "task entry: its status is " + task.status() + ", expected " + TaskStatus.SETTLED);
    return new Found<>(task, "at height " + task.statusSince());
  }

  static Found<List<CheckpointState>> checkpoints(
      Genesis genesis, TaskState task, List<CheckpointState> checkpoints) {
    int drawn = 0;
    for (int index = 0; index < checkpoints.size(); index++) {
      CheckpointState state = checkpoints.get(index);
      Checkpoint content = state.content();
      String place = "checkpoint entries, entry " + index + ": ";
      CheckFailed.unless(
          content.index() == index
              && content.task().equals(task.id())
              && content.chainId().equals(genesis.chainId()),
          place + "it is checkpoint " + content.index() + " of task " + content.task());
      CheckFailed.unless(
          state.accepted(), place + "its status is " + state.status() + ", expected ACCEPTED");
      int rounds = task.plan().toRound(index) - task.plan().fromRound(index);
      CheckFailed.unless(
          content.units() >= rounds * task.plan().leastUpdates()
              && content.units() <= rounds * task.plan().slots(),
          "%sit has %d units, %d rounds of %d slots are %d"
              .formatted(
                  place,
                  content.units(),
                  rounds,
                  task.plan().slots(),
                  rounds * task.plan().slots()));
      drawn += state.draws().size();
    }
    if (task.plan().isFederated())
      return new Found<>(
          checkpoints,
          "%d accepted, covering all %d rounds; regime federated: signed by supervisors, no unit"
                  .formatted(checkpoints.size(), task.plan().rounds())
              + " could be done again, none was drawn");
    return new Found<>(
        checkpoints,
        "%d accepted, covering all %d rounds; %d drawn units held up"
            .formatted(checkpoints.size(), task.plan().rounds(), drawn));
  }

  static Found<Optional<Transaction>> submission(Container parts, TaskState task) {
    Optional<Transaction> submission =
        ModelFile.part(parts, Section.SUBMISSION, in -> in.option(Transaction::decode));
    if (submission.isEmpty())
      return new Found<>(submission, "not in the file; the task entry says what was submitted");
    Transaction transaction = submission.get();
    String place = parts.place(Section.SUBMISSION);
    CheckFailed.unless(
        transaction.id().equals(task.id()),
        place + ": transaction " + transaction.id() + ", the task is " + task.id());
    CheckFailed.unless(sameBytes(transaction, task), place + ": it is not what the ledger took in");
    CheckFailed.unless(transaction.signatureHolds(), place + ": its signature is not the client's");
    return new Found<>(submission, "signed by " + task.client());
  }

  /** Records with arrays in them are not equal by value; their encodings are. */
  private static boolean sameBytes(Transaction transaction, TaskState task) {
    return transaction.from().equals(task.client())
        && Arrays.equals(transaction.body().toBytes(), task.body().toBytes());
  }

  static Found<String> codeVersion(
      Container parts, TaskState task, Function<String, Optional<TaskType>> types) {
    String version =
        ModelFile.part(parts, Section.CODE, in -> in.text(ModelFile.MAX_VERSION_BYTES));
    Optional<TaskType> here = types.apply(task.body().taskType());
    String said = task.body().taskType() + " " + version;
    if (here.isEmpty()) return new Found<>(version, said + ", which is not installed here");
    return new Found<>(
        version,
        here.get().version().equals(version)
            ? said
            : said + ", here is " + here.get().version() + ": a replay may differ");
  }

  /** The ledger takes the scores that most evaluators measured. */
  static Found<Optional<Scores>> scores(
      TaskState task, Function<String, Optional<TaskType>> types) {
    if (task.scores().isEmpty()) {
      CheckFailed.unless(
          task.evaluations().isEmpty(), "task entry: it has evaluations and no scores");
      return new Found<>(task.scores(), "none: " + task.outcome());
    }
    Scores scores = task.scores().get();
    long agreed = agreed(task, scores);
    CheckFailed.unless(
        agreed > 0
            && task.evaluations().stream().allMatch(each -> agreed(task, each.scores()) <= agreed),
        "task entry: %d of %d evaluators measured its scores"
            .formatted(agreed, task.evaluations().size()));
    CheckFailed.unless(
        scores.accuracyPpm() >= task.plan().minScorePpm(),
        "task entry: accuracy %d ppm, the task asked for %d"
            .formatted(scores.accuracyPpm(), task.plan().minScorePpm()));
    return new Found<>(
        task.scores(),
        String.format(
            Locale.ROOT,
            "%s, measured alike by %d of %d evaluators",
            words(task, scores, types),
            agreed,
            task.evaluations().size()));
  }

  /** In the words of the task's field; as plain numbers where its type is not installed. */
  private static String words(
      TaskState task, Scores scores, Function<String, Optional<TaskType>> types) {
    return types
        .apply(task.body().taskType())
        .map(type -> type.figures(task.body().spec(), scores).words())
        .orElseGet(() ->
            String.format(
                Locale.ROOT,
                "%d of %d (%.2f %%)",
                scores.correct(),
                scores.total(),
                100 * scores.accuracy()));
  }

  private static long agreed(TaskState task, Scores scores) {
    return task.evaluations().stream().filter(each -> each.scores().equals(scores)).count();
  }
}
