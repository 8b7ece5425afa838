package io.pouw.node.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pouw.plugin.TaskType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Task types with the parameters that stand at the top of their specs, as their schemas name them.
 */
final class TaskTypeTable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What stands at the top of a spec. */
  private record Parameter(String name, String kind, boolean required) {}

  private TaskTypeTable() {}

  /** A line for each type, and one below it for each parameter. */
  static String text(List<TaskType> types) {
    var text = new StringBuilder();
    for (TaskType type : types) {
      text.append(type.name()).append(' ').append(type.version()).append('\n');
      for (Parameter each : parameters(schema(type)))
        text.append(
            String.format(
                Locale.ROOT,
                "  %-22s %s%s%n",
                each.name(),
                each.kind(),
                each.required() ? ", required" : ""));
    }
    return text.toString();
  }

  /** The same as a JSON array, with the whole schemas. */
  static String json(List<TaskType> types) {
    var array = JSON.createArrayNode();
    for (TaskType type : types) {
      JsonNode schema = schema(type);
      ObjectNode each = array.addObject().put("name", type.name()).put("version", type.version());
      var parameters = each.putArray("parameters");
      for (Parameter parameter : parameters(schema))
        parameters
            .addObject()
            .put("name", parameter.name())
            .put("type", parameter.kind())
            .put("required", parameter.required());
      each.set("schema", schema);
    }
    return array.toPrettyString();
  }

  private static JsonNode schema(TaskType type) {
    try {
      return type.schema().isEmpty() ? JSON.nullNode() : JSON.readTree(type.schema().get());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "the schema of task type '" + type.name() + "' is no JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static List<Parameter> parameters(JsonNode schema) {
    List<String> required = new ArrayList<>();
    schema.path("required").forEach(name -> required.add(name.asText()));
    List<Parameter> parameters = new ArrayList<>();
    for (var property : schema.path("properties").properties()) {
      String kind = kind(schema, property.getValue());
      parameters.add(new Parameter(property.getKey(), kind, required.contains(property.getKey())));
    }
    return parameters;
  }

  /** What a reference within the schema points to. */
  private static JsonNode definition(JsonNode schema, JsonNode property) {
    String reference = property.path("$ref").asText();
    return reference.startsWith("#/") ? schema.at(reference.substring(1)) : property;
  }

  /** The words, type, range or alternatives of what a property may be. */
  private static String kind(JsonNode schema, JsonNode property) {
    JsonNode of = definition(schema, property);
    if (of.has("const")) return of.path("const").asText();
    Set<String> words = new LinkedHashSet<>();
    of.path("enum").forEach(word -> words.add(word.asText()));
    of.path("oneOf").forEach(each -> words.add(alternative(schema, definition(schema, each))));
    if (!words.isEmpty()) return String.join(" | ", words);
    String type = of.path("type").asText("any");
    if (type.equals("array")) return "array of " + kind(schema, of.path("items"));
    if (type.equals("object")) return object(of);
    String low = of.path("minimum").asText();
    String high = of.path("maximum").asText();
    return low.isEmpty() || high.isEmpty() ? type : type + " " + low + " to " + high;
  }

  /** Of an object that says by its type or format which one it is, that word. */
  private static String alternative(JsonNode schema, JsonNode of) {
    JsonNode properties = of.path("properties");
    JsonNode word = properties.has("type") ? properties.path("type") : properties.path("format");
    return kind(schema, word.isMissingNode() ? of : word);
  }

  private static String object(JsonNode of) {
    List<String> names = new ArrayList<>();
    of.path("properties").fieldNames().forEachRemaining(names::add);
    return names.isEmpty() ? "object" : "{" + String.join(", ", names) + "}";
  }
}
