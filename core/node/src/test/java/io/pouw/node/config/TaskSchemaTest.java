package io.pouw.node.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pouw.learning.spec.FederatedSpec;
import io.pouw.learning.spec.ModelSpec;
import io.pouw.learning.spec.SpecException;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * {@code api-spec/task-neural.schema.json} held against the specifications that come with the
 * product, and against the reader of specifications: one may not say yes where the other says no,
 * unless it is for a reason that no schema can state.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TaskSchemaTest {
  private static final Path ROOT = Path.of("..", "..");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> WRONG = List.of("null", "[]", "{}", "-1", "1e40", "\"wrong\"");

  /** Files of which every field is tried: together they have them all. */
  private static final String WHOLE = ".*(gpt-characters|text-classifier|lenet5|federated)\\.json";

  /** What an alphabet makes of the shapes, a schema cannot know. */
  private static final String UNKNOWABLE = "/dataset/alphabet";

  private final Map<String, ObjectNode> good = new TreeMap<>();

  /** Where a specification differs from one that is tried whole. */
  private final Map<String, String> changed = new TreeMap<>();

  private Validator validator;

  @BeforeAll
  void read() throws IOException {
    Path file = ROOT.resolve("api-spec/task-neural.schema.json");
    var options =
        new JsonSchemaOptions()
            .setBaseUri("https://localhost/")
            .setDraft(Draft.DRAFT202012)
            .setOutputFormat(OutputFormat.Flag);
    var schema = JsonSchema.of(new JsonObject(Files.readString(file)));
    validator = Validator.create(schema, options);
    for (String folder : List.of("presets", "tasks"))
      try (Stream<Path> files = Files.list(ROOT.resolve("conf").resolve(folder))) {
        for (Path spec : files.sorted().toList())
          good.put(spec.toString(), (ObjectNode) JSON.readTree(spec.toFile()));
      }
    for (String layers : LAYERS) put("layers " + layers, IMAGES, "layers", layers);
    for (String data : DATASETS) put("dataset " + data, DENSE, "dataset", data);
    for (String data : REGRESSIONS) put("dataset " + data, REGRESSION, "dataset", data);
    for (String rule : RULES) put("aggregation " + rule, FEDERATED, "aggregation", rule);
    OPTIONS.forEach((name, value) -> put("option " + value, DENSE, name.strip(), value));
  }

  private void put(String name, String base, String field, String value) {
    try {
      ObjectNode spec = (ObjectNode) JSON.readTree(base);
      spec.set(field, JSON.readTree(value));
      good.put(name, spec);
      changed.put(name, "/" + field);
    } catch (IOException e) {
      throw new IllegalArgumentException(name, e);
    }
  }

  private static final String REST =
      """
      , "batch_size": 8, "local_steps": 1, "slots": 12, "rounds": 1,
      "checkpoint_rounds": 1, "aggregation": "mean", "min_accuracy": 0, "seed": "s",
      "optimizer": {"type": "sgd", "learning_rate": 0.1}}
      """;
  private static final String DENSE =
      """
      {"dataset": {"format": "csv", "classes": 3, "features": 4, "scale": 1},
       "layers": [{"type": "dense", "units": 3}], "loss": "softmax_cross_entropy"
      """
          + REST;
  private static final String PRIVACY =
      "\"privacy\": {\"clip\": 1, \"noise\": 1, \"delta\": 0.001}, ";
  private static final String FEDERATED = DENSE.replaceFirst("\\{", "{\"regime\": \"federated\", ");
  private static final String REGRESSION =
      DENSE
          .replace("softmax_cross_entropy", "mean_squared_error")
          .replace("\"units\": 3", "\"units\": 1");
  private static final String IMAGES =
      """
      {"dataset": {"format": "npy", "classes": 3, "features": 72, "shape": [2, 6, 6]},
       "layers": [], "loss": "softmax_cross_entropy"
      """
          + REST;
  private static final String END = "{\"type\": \"flatten\"}, {\"type\": \"dense\", \"units\": 3}]";
  private static final List<String> LAYERS =
      List.of(
          "[{\"type\": \"conv2d\", \"filters\": 2, \"kernel\": 3, \"stride\": 2, \"padding\": 1,"
              + " \"activation\": \"tanh\"}, {\"type\": \"max_pool\", \"size\": 2, \"stride\": 1}, "
              + END,
          "[{\"type\": \"average_pool\", \"size\": 2}, {\"type\": \"dropout\", \"rate\": 0.5}, "
              + END,
          "[{\"type\": \"max_pool\", \"size\": 1}, {\"type\": \"residual\", \"layers\": [{\"type\": \"conv2d\", \"filters\": 2,"
              + " \"kernel\": 3, \"padding\": \"same\"}]}, {\"type\": \"activation\","
              + " \"activation\": \"gelu\"}, "
              + END,
          "[{\"type\": \"flatten\"}, {\"type\": \"layer_norm\", \"epsilon\": 0.01}, {\"type\":"
              + " \"dense\", \"units\": 3, \"inputs\": 72, \"activation\": \"linear\"}]");
  private static final List<String> DATASETS =
      List.of(
          "{\"format\": \"idx\", \"classes\": 3, \"features\": 4, \"scale\": 255}",
          "{\"format\": \"csv\", \"header\": true, \"classes\": 3, \"features\": 4, \"target\":"
              + " \"t\", \"means\": [1, 2, 3, 4], \"deviations\": [1, 1, 1, 0.5]}",
          "{\"format\": \"npy\", \"task\": \"classification\", \"classes\": 3, \"features\": 4,"
              + " \"shape\": [2, 2], \"scale\": 2.5}");
  private static final List<String> REGRESSIONS =
      List.of(
          "{\"format\": \"csv\", \"header\": true, \"task\": \"regression\", \"features\": 4}",
          "{\"format\": \"npy\", \"task\": \"regression\", \"features\": 4, \"targets\": 1}");
  private static final List<String> RULES =
      List.of(
          "{\"type\": \"mean\", \"bucketing\": 2}",
          "{\"type\": \"median\", \"byzantine\": 1}",
          "{\"type\": \"trimmed_mean\", \"byzantine\": 1}",
          "{\"type\": \"geometric_median\", \"byzantine\": 1, \"iterations\": 3, \"smoothing\":"
              + " 0.1}",
          "{\"type\": \"krum\", \"byzantine\": 1}",
          "{\"type\": \"multi_krum\", \"byzantine\": 1, \"selected\": 2}",
          "{\"type\": \"bulyan\", \"byzantine\": 1}",
          "{\"type\": \"norm_clipping\", \"byzantine\": 1, \"radius\": 2}");

  /** Blanks after a name tell one value of a field from another. */
  private static final Map<String, String> OPTIONS =
      Map.ofEntries(
          Map.entry(
              "optimizer", "{\"type\": \"momentum\", \"learning_rate\": 1, \"momentum\": 0.5}"),
          Map.entry(
              "optimizer ", "{\"type\": \"nesterov\", \"learning_rate\": 1, \"momentum\": 0.5}"),
          Map.entry(
              "optimizer  ",
              "{\"type\": \"adam\", \"learning_rate\": 1, \"beta1\": 0.5, \"beta2\": 0.5,"
                  + " \"epsilon\": 0.5}"),
          Map.entry(
              "optimizer   ", "{\"type\": \"adamw\", \"learning_rate\": 1, \"weight_decay\": 0.5}"),
          Map.entry("schedule", "{\"type\": \"constant\", \"warmup_rounds\": 2}"),
          Map.entry("schedule ", "{\"type\": \"decay\", \"factor\": 0.5}"),
          Map.entry("schedule  ", "{\"type\": \"step\", \"factor\": 0.5, \"every_rounds\": 3}"),
          Map.entry("schedule   ", "{\"type\": \"cosine\", \"rounds\": 3, \"end\": 0.5}"),
          Map.entry("gradient_clipping", "{\"norm\": 1}"),
          Map.entry("gradient_clipping ", "{\"value\": 1}"),
          Map.entry("learning_rate_decay", "0.5"),
          Map.entry("loss", "\"softmax_cross_entropy\""),
          Map.entry("update_encoding", "\"bfloat16\""),
          Map.entry("update_encoding ", "{\"type\": \"int8\"}"),
          Map.entry("update_encoding  ", "{\"type\": \"top_k\", \"share\": 0.1, \"restart\": 4}"),
          Map.entry(
              "privacy",
              "{\"clip\": 1, \"noise\": 1.5, \"delta\": 0.001, \"sampling\": \"poisson\"}"));

  private boolean schemaTakes(JsonNode spec) {
    OutputUnit result = validator.validate(new JsonObject(spec.toString()));
    return Boolean.TRUE.equals(result.getValid());
  }

  /** What the reader objects to, as a verified or a federated task. */
  private static List<String> problems(JsonNode spec) {
    byte[] json = spec.toString().getBytes(StandardCharsets.UTF_8);
    try {
      if (FederatedSpec.isFederated(json)) {
        FederatedSpec.parse(json);
        return List.of();
      }
      return ModelSpec.parse(json).updates().problemIfVerified().map(List::of).orElse(List.of());
    } catch (SpecException e) {
      return e.problems();
    }
  }

  @Test
  void everySpecificationOfTheProductIsTakenByBoth() {
    good.forEach((name, spec) -> {
      assertEquals(List.of(), problems(spec), name);
      assertTrue(schemaTakes(spec), name);
    });
  }

  /** A place in a specification: an object or list, and a name or number in it. */
  private record Place(String pointer, String parent) {}

  private static void places(JsonNode node, String at, List<Place> into) {
    var names = new ArrayList<String>();
    if (node instanceof ObjectNode object)
      object.properties().forEach(field -> names.add(field.getKey()));
    if (node instanceof ArrayNode list)
      for (int i = 0; i < list.size(); i++) names.add(String.valueOf(i));
    for (String name : names) {
      into.add(new Place(at + "/" + name, at));
      places(
          node.path(name).isMissingNode() ? node.path(number(name)) : node.path(name),
          at + "/" + name,
          into);
    }
  }

  private static int number(String name) {
    return name.chars().allMatch(Character::isDigit) ? Integer.parseInt(name) : -1;
  }

  /** The places of a specification that no other has tried. */
  private List<Place> places(String name) {
    var places = new ArrayList<Place>();
    places(good.getOrDefault(name, JSON.createObjectNode()), "", places);
    String below = changed.getOrDefault(name, name.matches(WHOLE) ? "" : "none");
    return places.stream()
        .filter(place -> place.pointer().startsWith(below))
        .filter(place -> !place.pointer().equals(UNKNOWABLE) && !isMoreOfTheSame(place))
        .toList();
  }

  /** The third element of a list and those after it. */
  private static boolean isMoreOfTheSame(Place place) {
    return place.pointer().matches(".*/labels/([2-9]|\\d\\d+)");
  }

  @Test
  void aValueOfAWrongKindIsRefusedByBoth() throws IOException {
    for (Map.Entry<String, ObjectNode> each : good.entrySet())
      for (Place place : places(each.getKey()))
        for (String wrong : WRONG) {
          ObjectNode bad = each.getValue().deepCopy();
          JsonNode parent = bad.at(place.parent());
          String name = place.pointer().substring(place.parent().length() + 1);
          if (parent instanceof ObjectNode object) object.set(name, JSON.readTree(wrong));
          else ((ArrayNode) parent).set(Integer.parseInt(name), JSON.readTree(wrong));
          List<String> problems = problems(bad);
          assertEquals(
              problems.isEmpty(),
              schemaTakes(bad),
              () -> each.getKey() + place.pointer() + " " + wrong + ": reader: " + problems);
        }
  }

  @Test
  void aFieldTooManyIsRefusedByBoth() {
    good.forEach((name, spec) -> {
      for (Place place : places(name)) {
        ObjectNode bad = spec.deepCopy();
        if (!(bad.at(place.pointer()) instanceof ObjectNode object)) continue;
        object.put("colour", "red");
        assertTrue(!problems(bad).isEmpty() && !schemaTakes(bad), name + place.pointer());
      }
    });
  }

  @Test
  void aFieldTooFewIsRefusedByBoth() {
    good.forEach((name, spec) -> {
      for (Place place : places(name)) {
        ObjectNode bad = spec.deepCopy();
        if (!(bad.at(place.parent()) instanceof ObjectNode object)) continue;
        object.remove(place.pointer().substring(place.parent().length() + 1));
        List<String> problems = problems(bad);
        boolean missing = problems.stream().anyMatch(each -> each.endsWith("is missing"));
        boolean taken = schemaTakes(bad);
        String what = name + place.pointer() + ": " + problems;
        // A federated task may do without.
        boolean optional = place.pointer().equals("/aggregation");
        if (missing && !optional) assertTrue(!taken, what);
        if (problems.isEmpty()) assertTrue(taken, what);
      }
    });
  }

  @Test
  void settingsThatExcludeEachOtherAreRefusedByBoth() throws IOException {
    String topK = "\"update_encoding\": {\"type\": \"top_k\", \"share\": 0.5}, \"seed\"";
    List<String> bad =
        List.of(
            DENSE.replace("\"rounds\": 1,\n", "\"rounds\": 1, \"epochs\": 1,"),
            FEDERATED.replace("\"rounds\": 1,\n", "\"epochs\": 1,"),
            DENSE.replace("\"seed\"", PRIVACY + topK),
            DENSE.replace(
                "\"seed\"", "\"gradient_clipping\": {\"norm\": 1, \"value\": 1}, \"seed\""),
            DENSE.replace("\"csv\"", "\"csv\", \"header\": true, \"means\": [1, 1, 1, 1]"),
            DENSE.replace("\"csv\"", "\"csv\", \"header\": true, \"task\": \"regression\""));
    for (String text : bad) {
      JsonNode spec = JSON.readTree(text);
      assertTrue(!problems(spec).isEmpty() && !schemaTakes(spec), text + problems(spec));
    }
    for (String text :
        List.of(
            DENSE.replace("\"seed\"", topK),
            DENSE.replace("\"seed\"", PRIVACY + "\"seed\""),
            FEDERATED.replace("\"seed\"", PRIVACY + topK))) {
      JsonNode spec = JSON.readTree(text);
      assertTrue(problems(spec).isEmpty() && schemaTakes(spec), text + problems(spec));
    }
  }
}
