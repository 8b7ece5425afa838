package io.pouw.learning.spec;

import io.pouw.learning.aggregation.AggregationSpec;
import java.util.List;
import java.util.Optional;

/**
 * Reads a rule of aggregation: its name alone where it has no settings, {@code "mean"}, or an
 * object such as {@code {"type": "centred_clipping", "byzantine": 5, "radius": 10, "iterations": 3,
 * "bucketing": 2}}; the radius may also be {@code "median"}, which it is where it is left out.
 */
final class AggregationReader {
  static final List<String> TYPES =
      List.of(
          "mean",
          "median",
          "trimmed_mean",
          "geometric_median",
          "krum",
          "multi_krum",
          "bulyan",
          "centred_clipping",
          "norm_clipping",
          "fltrust");

  private static final int MAX_ROOT = 32;
  private static final int MAX_WORKERS = 1_024;
  private static final double MAX_RADIUS = 1e30;

  private final JsonFields fields;

  AggregationReader(JsonFields fields) {
    this.fields = fields;
  }

  /** The rule under {@code name}, which has to hold for so many workers. */
  Optional<AggregationSpec> read(String name, int workers) {
    if (!fields.isObject(name)) return fields.text(name, 64).flatMap(type -> ofName(name, type));
    return fields
        .object(name)
        .flatMap(AggregationReader::read)
        .filter(spec -> {
          Optional<String> problem = spec.problem(workers);
          problem.ifPresent(text -> fields.problem(name, text));
          return problem.isEmpty();
        });
  }

  private Optional<AggregationSpec> ofName(String name, String type) {
    if (type.equals("mean")) return Optional.of(new AggregationSpec.Mean());
    if (TYPES.contains(type))
      fields.problem(
          name,
          "\"%s\" has settings, expected an object such as {\"type\": \"%s\", \"byzantine\": 1}"
              .formatted(type, type));
    else fields.unknown(name, type, TYPES);
    return Optional.empty();
  }

  private static Optional<AggregationSpec> read(JsonFields in) {
    Optional<AggregationSpec> rule = in.text("type", 64).flatMap(type -> rule(type, in));
    Optional<Integer> bucket = in.integer("bucketing", 1, MAX_WORKERS, 1);
    in.close();
    return rule.flatMap(inner ->
        bucket.map(size -> size == 1 ? inner : new AggregationSpec.Bucketing(size, inner)));
  }

  private static Optional<AggregationSpec> rule(String type, JsonFields in) {
    Optional<Integer> byzantine =
        type.equals("mean") ? Optional.of(0) : in.integer("byzantine", 0, MAX_WORKERS);
    return switch (type) {
      case "mean" -> Optional.of(new AggregationSpec.Mean());
      case "median" -> byzantine.map(AggregationSpec.Median::new);
      case "trimmed_mean" -> byzantine.map(AggregationSpec.TrimmedMean::new);
      case "geometric_median" -> geometricMedian(byzantine, in);
      case "krum" -> byzantine.map(f -> new AggregationSpec.Krum(f, 1));
      case "multi_krum" -> {
        var selected = in.integer("selected", 1, MAX_WORKERS);
        yield byzantine.flatMap(f -> selected.map(m -> new AggregationSpec.Krum(f, m)));
      }
      case "bulyan" -> byzantine.map(AggregationSpec.Bulyan::new);
      case "centred_clipping" -> {
        boolean fixed = in.has("radius") && !in.peek("radius").equals("median");
        Optional<Float> radius = fixed ? radius(in) : Optional.empty();
        var iterations = in.integer("iterations", 1, 1_000, 1);
        yield fixed && radius.isEmpty()
            ? Optional.empty()
            : byzantine.flatMap(
                f -> iterations.map(l -> new AggregationSpec.CentredClipping(f, radius, l)));
      }
      case "norm_clipping" -> {
        var radius = radius(in);
        yield byzantine.flatMap(f -> radius.map(r -> new AggregationSpec.NormClipping(f, r)));
      }
      case "fltrust" -> {
        var root = in.has("root") ? in.text("root", MAX_ROOT) : Optional.of("root");
        yield byzantine.flatMap(f -> root.map(name -> new AggregationSpec.FlTrust(f, name)));
      }
      default -> {
        in.unknown("type", type, TYPES);
        yield Optional.empty();
      }
    };
  }

  private static Optional<AggregationSpec> geometricMedian(
      Optional<Integer> byzantine, JsonFields in) {
    var iterations = in.integer("iterations", 1, 1_000, 8);
    var smoothing = in.decimal("smoothing", 1e-12, MAX_RADIUS, 1e-6).map(Double::floatValue);
    return byzantine.flatMap(f ->
        iterations.flatMap(t -> smoothing.map(s -> new AggregationSpec.GeometricMedian(f, t, s))));
  }

  private static Optional<Float> radius(JsonFields in) {
    return in.decimal("radius", 1e-12, MAX_RADIUS).map(Double::floatValue);
  }
}
