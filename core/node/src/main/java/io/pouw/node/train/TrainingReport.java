package io.pouw.node.train;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pouw.node.Version;
import io.pouw.plugin.Figures;
import io.pouw.plugin.Scores;
import io.pouw.plugin.TaskPlan;
import io.pouw.primitives.Hash;
import java.util.Optional;

/**
 * A training alone, as JSON: what went in, the loss of each round, how the model does.
 *
 * @param taskType with its version, such as {@code neural 1}
 * @param scores on the test data, as evaluators would put them on a chain; absent without any
 * @param figures all of them; absent without test data
 */
public record TrainingReport(
    String spec,
    String taskType,
    String data,
    Hash effectiveSeed,
    TaskPlan plan,
    int threads,
    SoloTraining.Result result,
    Optional<Scores> scores,
    Optional<Figures> figures) {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** SHA-256 of the state. */
  public Hash stateSha256() {
    return Hash.sha256(result.state());
  }

  /** Whether the model is as good as its task demands; yes where that was not asked. */
  public boolean goodEnough() {
    return scores.map(each -> each.accuracyPpm() >= plan.minScorePpm()).orElse(true);
  }

  /** The report's text. */
  public byte[] json() {
    ObjectNode root = JSON.createObjectNode();
    root.put("spec", spec).put("task_type", taskType).put("data", data);
    root.put("product", Version.line());
    root.put("effective_seed", effectiveSeed.toString());
    root.put("rounds", plan.rounds()).put("slots", plan.slots()).put("threads", threads);
    root.put("state_bytes", result.state().length).put("state_sha256", stateSha256().toString());
    root.put("wall_s", result.seconds());
    scores.ifPresent(each ->
        root.putObject("scores")
            .put("correct", each.correct())
            .put("total", each.total())
            .put("accuracy_ppm", each.accuracyPpm())
            .put("min_accuracy_ppm", plan.minScorePpm())
            .put("loss_nano", each.lossNano()));
    figures.ifPresent(each -> FiguresJson.write(root, each));
    var losses = root.putArray("round_losses");
    result.losses().forEach(losses::add);
    try {
      return JSON.writeValueAsBytes(root);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalStateException("a report cannot be written", e);
    }
  }
}
