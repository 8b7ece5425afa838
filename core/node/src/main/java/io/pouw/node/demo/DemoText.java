package io.pouw.node.demo;

import io.pouw.ledger.Conviction;
import io.pouw.ledger.LedgerEvent;
import io.pouw.node.dataset.Dataset;
import io.pouw.node.metrics.FinalityMeter;
import io.pouw.primitives.Amounts;
import io.pouw.primitives.Hash;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What the demo says in words. */
final class DemoText {
  private DemoText() {}

  static String opening(DemoOptions options, Hash chainId) {
    return String.format(
        Locale.ROOT,
        "A local network: %d validators, %d miners%s, %d supervisors, %d verifiers, %d evaluators, 1 client.%n"
            + "chain %s",
        options.validators(),
        options.miners(),
        dishonest(options),
        options.supervisors(),
        options.verifiers(),
        options.evaluators(),
        chainId);
  }

  static String backend(DemoOptions options, String words) {
    if (options.federation().isPresent())
      return words
          + " trains on the workers' data, scores checkpoints here for display, and measures the"
          + " model; supervisors and evaluators compute on the reproducible kernels";
    return words
        + " scores checkpoints here for display, and measures the model; miners, verifiers and"
        + " evaluators compute on the reproducible kernels";
  }

  private static String dishonest(DemoOptions options) {
    int count = options.dishonestMiners();
    if (count == 0) return "";
    return options
        .federation()
        .map(federation -> " (%d of them poisoned: %s)".formatted(count, federation.attack()))
        .orElse(" (" + count + " of them cheating)");
  }

  static String request(DemoOptions options, Dataset dataset, long reward, long fee) {
    long bytes = dataset.training().values().stream().mapToLong(part -> part.length).sum();
    return String.format(
        Locale.ROOT,
        "%s, %.1f MB of training data, reward %s PAI, fee %s PAI",
        options.dataset(),
        bytes / 1e6,
        Amounts.format(reward),
        Amounts.format(fee));
  }

  static String closing(DemoReport report, DemoOptions options) {
    var text = new StringBuilder();
    line(text, "");
    line(text, "%-12s %-14s %16s %12s  %s", "who", "address", "earned PAI", "slashed", "what for");
    for (AccountReport each : report.accounts())
      line(
          text,
          "%-12s %-14s %16s %12s  %s",
          each.name(),
          each.address().abbreviated() + "..",
          Amounts.format(each.earned()),
          each.slashed() == 0 ? "-" : Amounts.format(each.slashed()),
          kinds(each.byKind()));
    line(text, "");
    for (Conviction each : report.task().convictions())
      line(
          text,
          "caught: %s as %s in %s (checkpoint %d): %s, %s PAI slashed in block %d; claim %s;"
              + " re-executed by %d verifiers",
          name(report, each),
          each.role().name().toLowerCase(Locale.ROOT),
          each.unit(),
          each.checkpoint(),
          each.verdict().name().toLowerCase(Locale.ROOT).replace('_', ' '),
          Amounts.format(each.slashed()),
          each.height(),
          each.claim(),
          each.attestations().size());
    report.poison().ifPresent(poison -> line(text, "%s", poison.text()));
    report.pool().ifPresent(pool -> line(text, "%s", pool.text()));
    results(text, report);
    report
        .modelSha256()
        .ifPresent(
            sha -> line(text, "model    %s  (SHA-256 of its state %s)", options.modelOut(), sha));
    return text.toString().stripTrailing();
  }

  private static void results(StringBuilder text, DemoReport report) {
    var counts = report.task().counts();
    line(
        text,
        "task     %s%s",
        report.task().status(),
        report
            .task()
            .scores()
            .map(scores ->
                String.format(
                    Locale.ROOT,
                    ", %d of %d (%.2f %%) on the test data",
                    scores.correct(),
                    scores.total(),
                    100 * scores.accuracy()))
            .orElse(report.task().outcome().isEmpty() ? "" : ": " + report.task().outcome()));
    report.model().ifPresent(model -> line(text, "metrics  %s", model.figures().words()));
    line(
        text,
        "units    %d committed, %d drawn, %d verified, %d rejected",
        counts.committed(),
        counts.drawn(),
        counts.verified(),
        counts.rejected());
    line(
        text,
        "updates  %d, %.0f bytes each",
        report.updates().count(),
        report.updates().bytesEach());
    report
        .privacyLoss()
        .ifPresent(loss ->
            line(
                text,
                "privacy  epsilon %.2f at delta %s after %d steps%s",
                loss.epsilon(),
                loss.delta(),
                loss.steps(),
                loss.proven() ? "" : " (customary figure: the sampling is shuffled)"));
    line(
        text,
        "money    %s PAI minted, %s burnt, supply %s -> %s, %s",
        Amounts.format(report.supply().minted()),
        Amounts.format(report.supply().burned()),
        Amounts.format(report.supplyBefore()),
        Amounts.format(report.supplyAfter()),
        report.conserved() ? "conserved" : "NOT CONSERVED");
    line(
        text,
        "chain    height %d, finality p50 %.1f ms, p99 %.1f ms",
        report.height(),
        FinalityMeter.percentile(report.finalityMs(), 0.5),
        FinalityMeter.percentile(report.finalityMs(), 0.99));
    CpuReport cpu = report.cpu();
    line(
        text,
        "cpu s    training %.1f, verification %.2f (%.1f %% of it), consensus %.1f, network %.1f, other"
            + " %.1f; wall %.1f s",
        cpu.training(),
        cpu.verification(),
        100 * cpu.verification() / cpu.training(),
        cpu.consensus(),
        cpu.network(),
        cpu.other(),
        report.wallSeconds());
  }

  private static String name(DemoReport report, Conviction conviction) {
    return report.accounts().stream()
        .filter(each -> each.address().equals(conviction.offender()))
        .map(AccountReport::name)
        .findFirst()
        .orElse(conviction.offender().toString());
  }

  private static String kinds(Map<LedgerEvent.Kind, Long> byKind) {
    return byKind.entrySet().stream()
        .map(each -> each.getKey().text() + " " + Amounts.format(each.getValue()))
        .collect(Collectors.joining(", "));
  }

  @SuppressWarnings("AnnotateFormatMethod") // the annotation would be a dependency at run time
  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
  }
}
