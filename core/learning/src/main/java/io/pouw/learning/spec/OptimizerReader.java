package io.pouw.learning.spec;

import java.util.List;
import java.util.Optional;

/** Reads optimiser, schedule of the learning rate and clipping of the gradient. */
final class OptimizerReader {
  private static final List<String> OPTIMIZERS =
      List.of("sgd", "momentum", "nesterov", "adam", "adamw");
  private static final List<String> SCHEDULES = List.of("constant", "decay", "step", "cosine");
  private static final int MAX_ROUNDS = ModelSpec.MAX_ROUNDS;

  private final JsonFields fields;

  OptimizerReader(JsonFields fields) {
    this.fields = fields;
  }

  /** The optimiser with what surrounds it; empty if a problem was reported. */
  Optional<OptimizerSpec> read() {
    Optional<OptimizerSpec> rule = rule("optimizer");
    if (fields.has("gradient_clipping")) {
      var clipping = fields.object("gradient_clipping").flatMap(OptimizerReader::clipping);
      rule = rule.flatMap(r -> clipping.map(c -> new OptimizerSpec.Clipped(r, c)));
    }
    if (fields.has("schedule")) {
      var schedule = fields.object("schedule").flatMap(OptimizerReader::schedule);
      rule = rule.flatMap(r -> schedule.map(s -> new OptimizerSpec.Scheduled(r, s)));
    }
    return rule;
  }

  /** The optimiser under a name, without what surrounds it; empty if a problem was reported. */
  Optional<OptimizerSpec> rule(String name) {
    return fields.object(name).flatMap(OptimizerReader::rule);
  }

  private static Optional<OptimizerSpec> rule(JsonFields in) {
    var type = in.text("type", 64);
    var rate = in.decimal("learning_rate", 1e-12, 1_000).map(Double::floatValue);
    Optional<OptimizerSpec> rule =
        switch (type.orElse("")) {
          case "sgd" -> rate.map(OptimizerSpec.Sgd::new);
          case "momentum" -> {
            var momentum = momentum(in);
            yield rate.flatMap(r -> momentum.map(m -> new OptimizerSpec.Momentum(r, m)));
          }
          case "nesterov" -> {
            var momentum = momentum(in);
            yield rate.flatMap(r -> momentum.map(m -> new OptimizerSpec.Nesterov(r, m)));
          }
          case "adam" -> adam(in, rate, Optional.of(0f));
          case "adamw" ->
              adam(in, rate, in.decimal("weight_decay", 0, 100, 0.01).map(Double::floatValue));
          default -> {
            type.ifPresent(name -> in.unknown("type", name, OPTIMIZERS));
            for (String name : List.of("momentum", "beta1", "beta2", "epsilon", "weight_decay"))
              in.has(name);
            yield Optional.empty();
          }
        };
    in.close();
    return rule;
  }

  private static Optional<Float> momentum(JsonFields in) {
    return in.decimal("momentum", 0, 0.999999).map(Double::floatValue);
  }

  private static Optional<OptimizerSpec> adam(
      JsonFields in, Optional<Float> rate, Optional<Float> decay) {
    var beta1 = in.decimal("beta1", 0, 0.999999, 0.9).map(Double::floatValue);
    var beta2 = in.decimal("beta2", 0, 0.999999, 0.999).map(Double::floatValue);
    var epsilon = in.decimal("epsilon", 1e-20, 1, 1e-8).map(Double::floatValue);
    return rate.flatMap(r ->
        beta1.flatMap(b1 ->
            beta2.flatMap(b2 ->
                epsilon.flatMap(e -> decay.map(d -> new OptimizerSpec.Adam(r, b1, b2, e, d))))));
  }

  private static Optional<Clipping> clipping(JsonFields in) {
    boolean value = in.has("value");
    if (value && in.has("norm")) in.problem("value", "stands beside norm, expected one of them");
    var bound = in.decimal(value ? "value" : "norm", 1e-12, 1e30).map(Double::floatValue);
    in.close();
    return bound.map(b -> value ? new Clipping.Value(b) : new Clipping.Norm(b));
  }

  private static Optional<Schedule> schedule(JsonFields in) {
    var type = in.text("type", 64);
    var warmup = in.integer("warmup_rounds", 0, MAX_ROUNDS, 0);
    Optional<? extends Schedule.Course> course =
        switch (type.orElse("")) {
          case "constant" -> Optional.of(new Schedule.Constant());
          case "decay" -> in.decimal("factor", 1e-6, 1).map(f -> new Schedule.Step(f, 1));
          case "step" -> {
            var factor = in.decimal("factor", 1e-6, 1);
            var rounds = in.integer("every_rounds", 1, MAX_ROUNDS);
            yield factor.flatMap(f -> rounds.map(r -> new Schedule.Step(f, r)));
          }
          case "cosine" -> {
            var rounds = in.integer("rounds", 1, MAX_ROUNDS);
            var end = in.decimal("end", 0, 1, 0);
            yield rounds.flatMap(r -> end.map(e -> new Schedule.Cosine(r, e)));
          }
          default -> {
            type.ifPresent(name -> in.unknown("type", name, SCHEDULES));
            for (String name : List.of("factor", "every_rounds", "rounds", "end")) in.has(name);
            yield Optional.empty();
          }
        };
    in.close();
    return warmup.flatMap(w -> course.map(c -> new Schedule(w, c)));
  }
}
