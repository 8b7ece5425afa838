package io.pouw.task.tribuo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Specifications: what is wrong is named, and the schema says the same as the reader. */
class TribuoSpecTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> WRONG =
      List.of("null", "[]", "{}", "-1", "1e40", "\"wrong\"", "true");

  private final Validator schema =
      Validator.create(
          JsonSchema.of(new JsonObject(Trial.TASK.schema().orElseThrow())),
          new JsonSchemaOptions()
              .setBaseUri("https://localhost/")
              .setDraft(Draft.DRAFT202012)
              .setOutputFormat(OutputFormat.Flag));

  private static final List<String> GOOD =
      List.of(
          good(
              "classification",
              "{\"label\": \"y\", \"features\": [\"a\", \"b\"], \"categorical\": [\"b\"]}",
              "{\"type\": \"random_forest\", \"trees_per_unit\": 2, \"max_depth\": 3,"
                  + " \"min_split_rows\": 4, \"features_per_split\": 1}"),
          good(
              "regression",
              "{\"label\": \"y\", \"ignored\": [\"a\"]}",
              "{\"type\": \"linear_model\", \"loss\": \"huber\", \"optimizer\": \"adagrad\","
                  + " \"learning_rate\": 0.1, \"learning_rate_decay\": 0.5, \"batch_size\": 8,"
                  + " \"local_steps\": 2}"),
          good("regression", "{\"label\": \"y\"}", "{\"type\": \"cart\", \"max_depth\": 3}")
              .replace("\"rounds\": 2, \"slots\": 3,", ""),
          good("clustering", "{}", "{\"type\": \"k_means\", \"clusters\": 3}"),
          good("clustering", "{\"label\": \"y\"}", "{\"type\": \"k_means\", \"clusters\": 3}"),
          good(
              "anomaly_detection",
              "{\"label\": \"y\", \"normal\": \"ok\"}",
              "{\"type\": \"one_class_svm\", \"kernel\": \"polynomial\", \"nu\": 0.1,"
                  + " \"gamma\": 0.5, \"degree\": 3, \"coef0\": 1, \"sample_rows\": 9}"),
          good(
              "anomaly_detection",
              "{}",
              "{\"type\": \"one_class_svm\", \"kernel\": \"linear\", \"nu\": 0.1,"
                  + " \"sample_rows\": 9}"),
          good(
                  "regression",
                  "{\"label\": \"y\", \"missing\": \"constant\", \"missing_value\": -1.5}",
                  "{\"type\": \"cart\", \"max_depth\": 3}")
              .replace("\"rounds\": 2, \"slots\": 3,", ""),
          good(
              "clustering",
              "{\"missing\": \"mean\", \"missing_words\": [\"NA\", \"?\"]}",
              "{\"type\": \"k_means\", \"clusters\": 3}"));

  private static String good(String task, String data, String algorithm) {
    return """
    {"task": "%s", "data": %s, "algorithm": %s, "rounds": 2, "slots": 3,
     "checkpoint_rounds": 2, "min_score": 0.5, "seed": "s"}
    """
        .formatted(task, data, algorithm);
  }

  private boolean schemaTakes(JsonNode spec) {
    return Boolean.TRUE.equals(schema.validate(new JsonObject(spec.toString())).getValid());
  }

  private static List<String> problems(JsonNode spec) {
    return Trial.TASK.problems(spec.toString().getBytes(StandardCharsets.UTF_8));
  }

  private void agree(JsonNode spec) {
    List<String> problems = problems(spec);
    assertEquals(problems.isEmpty(), schemaTakes(spec), () -> spec + "\nreader: " + problems);
  }

  private static ObjectNode parsed(String json) throws IOException {
    return (ObjectNode) JSON.readTree(json);
  }

  @Test
  void goodSpecsAreTakenByReaderAndSchema() throws IOException {
    for (String json : GOOD) {
      assertEquals(List.of(), problems(parsed(json)));
      assertTrue(schemaTakes(parsed(json)), json);
    }
    for (String name :
        List.of(
            "tribuo-forest",
            "tribuo-kmeans",
            "tribuo-anomaly",
            "tribuo-logistic",
            "tribuo-regression")) {
      JsonNode spec = JSON.readTree(Trial.demo(name).spec());
      assertEquals(List.of(), problems(spec), name);
      assertTrue(schemaTakes(spec), name);
    }
  }

  /** A place in a specification: its parent's pointer, and its name or number there. */
  private record Place(String parent, String name) {}

  private static List<Place> places(JsonNode node, String at) {
    List<Place> places = new ArrayList<>();
    if (node instanceof ObjectNode object)
      object
          .properties()
          .forEach(field -> {
            places.add(new Place(at, field.getKey()));
            places.addAll(places(field.getValue(), at + "/" + field.getKey()));
          });
    if (node instanceof ArrayNode list)
      for (int i = 0; i < list.size(); i++) places.add(new Place(at, String.valueOf(i)));
    return places;
  }

  @Test
  void aValueOfAWrongKindIsRefusedByBothOrNone() throws IOException {
    for (String json : GOOD)
      for (Place place : places(parsed(json), ""))
        for (String wrong : WRONG) {
          // A list of features may name anything, as long as the categorical ones are among them.
          if (place.parent().endsWith("/features") || place.parent().endsWith("/categorical"))
            continue;
          ObjectNode bad = parsed(json);
          JsonNode parent = bad.at(place.parent());
          if (parent instanceof ObjectNode object) object.set(place.name(), JSON.readTree(wrong));
          else ((ArrayNode) parent).set(Integer.parseInt(place.name()), JSON.readTree(wrong));
          agree(bad);
        }
  }

  @Test
  void aFieldTooManyOrTooFewIsRefusedByBothOrNone() throws IOException {
    for (String json : GOOD)
      for (Place place : places(parsed(json), "")) {
        ObjectNode more = parsed(json);
        ObjectNode fewer = parsed(json);
        if (!(more.at(place.parent()) instanceof ObjectNode object)) continue;
        object.put("colour", "red");
        assertTrue(!problems(more).isEmpty() && !schemaTakes(more), more::toString);
        ((ObjectNode) fewer.at(place.parent())).remove(place.name());
        boolean known = place.name().equals("features");
        if (!known) agree(fewer);
      }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"clusters\": 3 | \"clusters\": 5000 | $.algorithm.clusters: is 5000, expected a whole number from 2 to 1024",
        "\"clusters\": 3 | \"clusters\": \"3\" | '$.algorithm.clusters: is \"3\", expected a whole number from 2 to 1024'",
        "\"clusters\": 3 | \"clusters\": 3, \"colour\": 1 | '$.algorithm.colour: unknown field; known here: type, clusters'",
        "k_means | k_medians | '$.algorithm.type: unknown: \"k_medians\"; expected cart, random_forest, linear_model, k_means, one_class_svm'",
        "\"clustering\" | \"regression\" | '$.data.label: is missing'",
        "\"rounds\": 2 | \"rounds\": 1e9 | '$.rounds: is 1.0E9, expected a whole number from 1 to 10000'",
        "\"data\": {} | \"data\": [] | '$.data: is array, expected an object'",
        "\"data\": {} | \"data\": {\"features\": [\"a\", \"a\"]} | '$.data.features: names a column twice'",
        "\"data\": {} | \"data\": {\"categorical\": [\"a\"], \"features\": [\"b\"]} | '$.data.categorical: \"a\" is none of the features'"
      })
  void problemsAreNamedWithTheirPlace(String old, String now, String problem) throws IOException {
    String json = GOOD.get(3);
    assertTrue(json.contains(old), json);
    assertEquals(problem, problems(parsed(json.replace(old, now))).getFirst());
  }

  @Test
  void whatIsNoJsonIsSaidToBeNone() {
    assertTrue(Trial.TASK.problems(Trial.utf8("{")).getFirst().startsWith("$: is not JSON"));
    assertTrue(Trial.TASK.problems(new byte[] {(byte) 0xff}).getFirst().contains("UTF-8"));
    assertTrue(Trial.TASK.problems(new byte[100_000]).getFirst().contains("at most 65536"));
  }
}
