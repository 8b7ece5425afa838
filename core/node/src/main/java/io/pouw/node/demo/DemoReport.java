package io.pouw.node.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pouw.ledger.Account;
import io.pouw.ledger.Conviction;
import io.pouw.ledger.LedgerState;
import io.pouw.ledger.Supply;
import io.pouw.ledger.TaskState;
import io.pouw.node.metrics.FinalityMeter;
import io.pouw.node.train.FiguresJson;
import io.pouw.plugin.PrivacyLoss;
import io.pouw.plugin.Scores;
import io.pouw.primitives.Amounts;
import io.pouw.primitives.Hash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a run measured, as JSON.
 *
 * @param supplyBefore what all accounts and tasks held at genesis, counted
 * @param supplyAfter likewise at the end
 * @param supply what the ledger says of minting and burning
 * @param finalityMs a measurement for each block, by its proposer
 * @param closedRounds rounds closed, those done again included
 * @param updates of the closed rounds
 * @param privacyLoss of a task with differential privacy, if the client has the data
 * @param poison of a federated task
 * @param pool how the miners' pool was paid, if they are one
 * @param model absent if there is none
 */
record DemoReport(
    String dataset,
    TaskState task,
    long height,
    double[] finalityMs,
    int closedRounds,
    Updates updates,
    Optional<PrivacyLoss> privacyLoss,
    long supplyBefore,
    long supplyAfter,
    Supply supply,
    List<AccountReport> accounts,
    CpuReport cpu,
    Optional<DemoModel> model,
    Optional<PoisonReport> poison,
    Optional<PoolReport> pool,
    double wallSeconds) {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** Updates that went from miners to supervisors. */
  record Updates(long count, long bytes) {
    double bytesEach() {
      return count == 0 ? 0 : (double) bytes / count;
    }
  }

  void write(Path file) {
    try {
      Files.write(file, JSON.writeValueAsBytes(json()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the report " + file, e);
    }
  }

  private ObjectNode json() {
    ObjectNode root = JSON.createObjectNode();
    root.put("dataset", dataset).put("status", task.status().name());
    root.put("task", task.id().toString());
    task.scores()
        .map(Scores::accuracy)
        .ifPresentOrElse(
            accuracy -> root.put("test_accuracy", accuracy), () -> root.putNull("test_accuracy"));
    root.put("rounds", task.plan().rounds()).put("rounds_closed", closedRounds);
    root.putObject("updates")
        .put("count", updates.count())
        .put("bytes", updates.bytes())
        .put("bytes_per_update", updates.bytesEach());
    privacyLoss.ifPresent(loss ->
        root.putObject("privacy_loss")
            .put("epsilon", loss.epsilon())
            .put("delta", loss.delta())
            .put("steps", loss.steps())
            .put("sampling_rate", loss.samplingRate())
            .put("noise", loss.noise())
            .put("proven", loss.proven()));
    root.put("height", height).put("generation", task.generation());
    root.putObject("finality_ms")
        .put("p50", FinalityMeter.percentile(finalityMs, 0.50))
        .put("p99", FinalityMeter.percentile(finalityMs, 0.99));
    root.putObject("units")
        .put("committed", task.counts().committed())
        .put("drawn", task.counts().drawn())
        .put("verified", task.counts().verified())
        .put("rejected", task.counts().rejected());
    money(root, "minted", supply.minted());
    money(root, "burned", supply.burned());
    money(root, "supply_before", supplyBefore);
    money(root, "supply_after", supplyAfter);
    root.put("supply_conserved", conserved());
    root.put("regime", task.plan().regime().name().toLowerCase(java.util.Locale.ROOT));
    poison.ifPresent(each -> each.write(root));
    pool.ifPresent(each -> each.write(root));
    convictions(root);
    accounts(root);
    root.putObject("cpu_seconds")
        .put("training", cpu.training())
        .put("verification", cpu.verification())
        .put("consensus", cpu.consensus())
        .put("network", cpu.network())
        .put("other", cpu.other());
    modelSha256()
        .ifPresentOrElse(
            hash -> root.put("model_sha256", hash.toString()), () -> root.putNull("model_sha256"));
    model.ifPresent(each -> FiguresJson.write(root, each.figures()));
    root.put("wall_s", wallSeconds);
    return root;
  }

  /** Of the model's state bytes. */
  Optional<Hash> modelSha256() {
    return model.map(DemoModel::sha256);
  }

  boolean conserved() {
    return supplyAfter == supplyBefore + supply.minted() - supply.burned();
  }

  /** All the money that there is: what every account and every task holds. */
  static long holdings(LedgerState state) {
    long held = state.tasks().stream().mapToLong(TaskState::held).reduce(0, Math::addExact);
    return state.accounts().values().stream()
        .mapToLong(Account::total)
        .reduce(held, Math::addExact);
  }

  private static void money(ObjectNode root, String name, long units) {
    root.put(name, new java.math.BigDecimal(Amounts.format(units)));
  }

  private void convictions(ObjectNode root) {
    var list = root.putArray("convictions");
    for (Conviction each : task.convictions()) {
      var node = list.addObject();
      node.put("offender", each.offender().toString());
      node.put("role", each.role().name().toLowerCase(java.util.Locale.ROOT));
      node.put("verdict", each.verdict().name().toLowerCase(java.util.Locale.ROOT));
      node.put("round", each.unit().round()).put("slot", each.unit().slot());
      node.put("checkpoint", each.checkpoint()).put("generation", each.generation());
      node.put("block", each.height()).put("claim", each.claim().toString());
      money(node, "slashed", each.slashed());
      var evidence = node.putArray("attestations");
      each.attestations()
          .forEach(attestation ->
              evidence
                  .addObject()
                  .put("verifier", attestation.verifier().toString())
                  .put("verdict", attestation.verdict().name().toLowerCase(java.util.Locale.ROOT))
                  .put("recomputed", attestation.recomputed().toString()));
    }
  }

  private void accounts(ObjectNode root) {
    var list = root.putArray("accounts");
    for (AccountReport each : accounts) {
      var node = list.addObject();
      node.put("address", each.address().toString()).put("name", each.name());
      node.put("role", each.role());
      money(node, "earned", each.earned());
      money(node, "slashed", each.slashed());
      var why = node.putArray("why");
      each.why().forEach(why::add);
    }
  }
}
