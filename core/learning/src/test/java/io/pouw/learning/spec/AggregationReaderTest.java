package io.pouw.learning.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.pouw.learning.aggregation.AggregationSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AggregationReaderTest {
  private final List<String> problems = new ArrayList<>();

  private Optional<AggregationSpec> read(String value) {
    try {
      var root = new JsonMapper().readTree("{\"aggregation\": " + value + "}");
      return new AggregationReader(new JsonFields(root, "$", problems)).read("aggregation", 25);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private void reads(AggregationSpec expected, String value) {
    assertEquals(Optional.of(expected), read(value), problems.toString());
    assertEquals(List.of(), problems);
  }

  private void refuses(String problem, String value) {
    read(value);
    assertEquals(List.of(problem), problems);
    problems.clear();
  }

  @Test
  void everyRuleIsRead() {
    reads(new AggregationSpec.Mean(), "\"mean\"");
    reads(new AggregationSpec.Mean(), "{\"type\": \"mean\"}");
    reads(new AggregationSpec.Median(5), "{\"type\": \"median\", \"byzantine\": 5}");
    reads(new AggregationSpec.TrimmedMean(5), "{\"type\": \"trimmed_mean\", \"byzantine\": 5}");
    reads(
        new AggregationSpec.GeometricMedian(5, 3, 0.5f),
        "{\"type\": \"geometric_median\", \"byzantine\": 5, \"iterations\": 3, \"smoothing\": 0.5}");
    reads(new AggregationSpec.Krum(5, 1), "{\"type\": \"krum\", \"byzantine\": 5}");
    reads(
        new AggregationSpec.Krum(5, 9),
        "{\"type\": \"multi_krum\", \"byzantine\": 5, \"selected\": 9}");
    reads(new AggregationSpec.Bulyan(5), "{\"type\": \"bulyan\", \"byzantine\": 5}");
    reads(
        new AggregationSpec.NormClipping(5, 2f),
        "{\"type\": \"norm_clipping\", \"byzantine\": 5, \"radius\": 2}");
    reads(new AggregationSpec.FlTrust(5), "{\"type\": \"fltrust\", \"byzantine\": 5}");
    reads(
        new AggregationSpec.Bucketing(2, new AggregationSpec.CentredClipping(5, 10f, 3)),
        """
        {"type": "centred_clipping", "byzantine": 5, "radius": 10.0, "iterations": 3,
         "bucketing": 2}
        """);
  }

  @Test
  void whatIsWrongIsNamedWithItsPlace() {
    refuses(
        "$.aggregation: bulyan with 6 Byzantine workers needs at least 27 workers, not 25",
        "{\"type\": \"bulyan\", \"byzantine\": 6}");
    refuses(
        "$.aggregation: krum in buckets of 3 with 5 Byzantine workers needs at least 37 workers,"
            + " not 25",
        "{\"type\": \"krum\", \"byzantine\": 5, \"bucketing\": 3}");
    refuses(
        "$.aggregation: \"krum\" has settings, expected an object such as {\"type\": \"krum\","
            + " \"byzantine\": 1}",
        "\"krum\"");
    refuses(
        "$.aggregation: unknown: \"sum\"; expected " + String.join(", ", AggregationReader.TYPES),
        "\"sum\"");
    refuses("$.aggregation.radius: is missing", "{\"type\": \"norm_clipping\", \"byzantine\": 1}");
    // The specification is refused as a whole when there is any problem.
    refuses(
        "$.aggregation.tau: unknown field; known here: type, byzantine, bucketing",
        "{\"type\": \"median\", \"byzantine\": 1, \"tau\": 3}");
  }
}
