package io.pouw.node.api;

import io.pouw.management.poot.ChainEvidence;
import io.pouw.management.poot.Evidence;
import io.pouw.management.poot.Factor;
import io.pouw.management.poot.Objection;
import io.pouw.management.poot.Past;
import io.pouw.management.poot.Period;
import io.pouw.management.poot.Score;
import io.pouw.management.poot.ScoreRecord;
import io.pouw.management.poot.ScoreStore;
import io.pouw.management.poot.ScoreVote;
import io.pouw.management.poot.ScoringTerms;
import io.pouw.primitives.Address;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/** PoOT scores, where they come from, and what other nodes say of them. */
final class ScoreEndpoints {
  private final ManagementCalls management;
  private final NodeServices node;

  ScoreEndpoints(ManagementCalls management, NodeServices node) {
    this.management = management;
    this.node = node;
  }

  Map<String, Endpoint> endpoints() {
    return Map.of(
        "listScores",
        this::list,
        "getScore",
        this::explain,
        "listScoreHistory",
        this::history,
        "reviewScores",
        call ->
            node.reviewScores().map(votes -> Answer.json(new JsonObject().put("votes", votes))));
  }

  private Future<Answer> list(Call call) {
    return management.ok((economics, ledger) -> {
      ScoreStore store = economics.scorer().store();
      List<ScoreStore.Entry> scores =
          store
              .lastPeriod()
              .map(period -> store.scores(period.number(), call.limit()))
              .orElse(List.of());
      return new JsonObject().put("scores", Json.array(scores, each -> score(store, each)));
    });
  }

  private Future<Answer> history(Call call) {
    Address worker = Address.parse(call.path("address"));
    return management.ok((economics, ledger) -> {
      ScoreStore store = economics.scorer().store();
      return new JsonObject()
          .put(
              "scores",
              Json.array(store.history(worker, call.limit()), each -> score(store, each)));
    });
  }

  private Future<Answer> explain(Call call) {
    Address worker = Address.parse(call.path("address"));
    return management.ok((economics, ledger) -> {
      ScoreStore store = economics.scorer().store();
      ScoreStore.Entry latest =
          store.history(worker, 1).stream()
              .findFirst()
              .orElseThrow(() -> Problem.notFound(worker + " has no score at this node yet"));
      ScoreRecord record = latest.record();
      return score(store, latest)
          .put("inputs", inputs(record.evidence()))
          .put(
              "standards",
              Json.array(
                  record.standards(),
                  each ->
                      new JsonObject()
                          .put("task_type", each.taskType())
                          .put("median_megaflop", each.megaflop())
                          .put("median_megaflop_per_core", each.megaflopPerCore())))
          .put("terms", terms(record.terms()))
          .put("past", past(record.past()))
          .put("recomputed", record.recomputed().equals(record.score()))
          .put("reviews", Json.array(store.votes(record.digest()), ScoreEndpoints::vote))
          .put("record", HexFormat.of().formatHex(record.toBytes()));
    });
  }

  private static JsonObject score(ScoreStore store, ScoreStore.Entry entry) {
    ScoreRecord record = entry.record();
    Score score = record.score();
    Period period = record.period();
    return new JsonObject()
        .put("worker", entry.worker().toString())
        .put(
            "period",
            new JsonObject()
                .put("number", period.number())
                .put("after_height", period.afterHeight())
                .put("to_height", period.toHeight())
                .put("from_ms", period.fromMs())
                .put("to_ms", period.toMs()))
        .put("value_ppm", score.value())
        .put("latest_ppm", score.latest())
        .put("confidence_ppm", score.confidence())
        .put("verdict", Json.constant(entry.verdict()))
        .put("objections", objections(store.votes(record.digest())))
        .put("digest", record.digest().toString())
        .put("factors", factors(score::factor))
        .put(
            "types",
            Json.array(
                score.types(),
                each ->
                    new JsonObject()
                        .put("task_type", each.taskType())
                        .put("latest_ppm", each.latest())));
  }

  /** What reviewers object to, and how many of them. */
  private static JsonArray objections(List<ScoreVote> votes) {
    var counts = new EnumMap<Objection, Integer>(Objection.class);
    for (ScoreVote vote : votes)
      for (Objection each : vote.objections()) counts.merge(each, 1, Integer::sum);
    return Json.array(
        List.copyOf(counts.entrySet()),
        each ->
            new JsonObject()
                .put("objection", Json.constant(each.getKey()))
                .put("votes", each.getValue()));
  }

  private static JsonObject factors(ToIntFunction<Factor> value) {
    var json = new JsonObject();
    for (Factor each : Factor.values()) json.put(Json.constant(each), value.applyAsInt(each));
    return json;
  }

  private static JsonObject inputs(Evidence evidence) {
    ChainEvidence chain = evidence.chain();
    return new JsonObject()
        .put(
            "work",
            Json.array(
                chain.work(),
                each ->
                    new JsonObject()
                        .put("task_type", each.taskType())
                        .put("units", each.units())
                        .put("megaflop", each.megaflop())))
        .put("held", chain.held())
        .put("convictions", chain.convictions())
        .put("tenure_blocks", chain.tenureBlocks())
        .put("heard", evidence.heard())
        .put("expected", evidence.expected())
        .put("latency_us", evidence.latencyMicros())
        .put("cores", evidence.cores());
  }

  private static JsonObject terms(ScoringTerms terms) {
    return new JsonObject()
        .put("weights", factors(terms::weight))
        .put("latency_target_us", terms.latencyTargetMicros())
        .put("tenure_half_blocks", terms.tenureHalfBlocks())
        .put("conviction_cost", terms.convictionCost())
        .put("smoothing_ppm", terms.smoothing())
        .put("decay_ppm", terms.decay())
        .put("confidence_half", terms.confidenceHalf());
  }

  private static JsonObject past(Past past) {
    return new JsonObject()
        .put("scores", past.scores())
        .put("last_ppm", past.last())
        .put("last_period", past.lastPeriod())
        .put("day_scores", past.dayScores())
        .put("day_mean_ppm", past.dayMean());
  }

  private static JsonObject vote(ScoreVote vote) {
    return new JsonObject()
        .put("reviewer", vote.reviewer().address().toString())
        .put("objections", Json.array(vote.objections(), Json::constant));
  }
}
