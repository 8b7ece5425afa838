package io.pouw.node.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.json.pointer.JsonPointer;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.OutputUnit;
import io.vertx.openapi.contract.MediaType;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Parameter;
import io.vertx.openapi.validation.SchemaValidationException;
import io.vertx.openapi.validation.ValidatorErrorType;
import io.vertx.openapi.validation.ValidatorException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says of a request that breaks the contract: which part, its value, what was expected. */
final class Violations {
  private static final int MAX_SHOWN = 80;
  private static final Pattern PARAMETER = Pattern.compile("(query|path) parameter (\\w+)");

  private static final Pattern MISSING = Pattern.compile("required property \"(.+)\"");

  private Violations() {}

  static Problem of(RoutingContext context, ValidatorException violation) {
    String message = String.valueOf(violation.getMessage());
    if (violation.type() == ValidatorErrorType.UNSUPPORTED_VALUE_FORMAT)
      return new Problem(
          Problem.Kind.UNSUPPORTED_MEDIA_TYPE,
          "the body's media type is '"
              + context.request().getHeader("Content-Type")
              + "', expected application/json");
    Matcher parameter = PARAMETER.matcher(message);
    if (parameter.find())
      return Problem.invalid(parameter(context, parameter.group(2)).orElse(message));
    if (violation instanceof SchemaValidationException schema && schema.getOutputUnit() != null)
      return Problem.invalid(body(context, schema.getOutputUnit()).orElse(message));
    return Problem.invalid(message);
  }

  private static Optional<String> parameter(RoutingContext context, String name) {
    Operation operation = context.currentRoute().getMetadata(RouterBuilder.KEY_META_DATA_OPERATION);
    return operation.getParameters().stream()
        .filter(each -> each.getName().equals(name))
        .findFirst()
        .map(each ->
            name
                + " is '"
                + shown(value(context, each))
                + "', expected "
                + expected(each.getSchema()));
  }

  private static @Nullable Object value(RoutingContext context, Parameter parameter) {
    return switch (parameter.getIn()) {
      case PATH -> context.pathParam(parameter.getName());
      case QUERY -> String.join(",", context.queryParam(parameter.getName()));
      case HEADER, COOKIE -> "";
    };
  }

  /** The most specific of the errors: the one deepest in the body. */
  private static Optional<String> body(RoutingContext context, OutputUnit result) {
    List<OutputUnit> errors = result.getErrors() == null ? List.of() : result.getErrors();
    return errors.stream()
        .max(Comparator.comparingInt(each -> depth(each.getInstanceLocation())))
        .map(deepest -> field(context, deepest));
  }

  private static int depth(@Nullable String location) {
    return location == null ? 0 : (int) location.chars().filter(each -> each == '/').count();
  }

  private static String field(RoutingContext context, OutputUnit error) {
    String reason = String.valueOf(error.getError());
    String location = String.valueOf(error.getInstanceLocation()).replaceFirst("^#", "");
    String path = location.replaceFirst("^/", "").replace('/', '.');
    if (reason.endsWith("does not match additional properties schema"))
      return "body field " + path + " is unknown, expected only those of the contract";
    Matcher missing = MISSING.matcher(reason);
    if (missing.find())
      return "body field "
          + (path.isEmpty() ? "" : path + ".")
          + missing.group(1)
          + " is missing"
          + expectation(context, missing.group(1));
    if (path.isEmpty()) return "the body: " + reason;
    Object value = JsonPointer.from(location).queryJson(context.body().asJsonObject());
    String expected = expectation(context, path);
    return "body field "
        + path
        + " is '"
        + shown(value)
        + "'"
        + (expected.isEmpty() ? ": " + reason : expected);
  }

  private static String expectation(RoutingContext context, String name) {
    return propertySchema(context, name).map(each -> ", expected " + expected(each)).orElse("");
  }

  /** What the contract says of a field of the body itself, not of one deeper in it. */
  private static Optional<JsonSchema> propertySchema(RoutingContext context, String name) {
    Operation operation = context.currentRoute().getMetadata(RouterBuilder.KEY_META_DATA_OPERATION);
    MediaType json = operation.getRequestBody().getContent().get("application/json");
    return json != null
            && json.getSchema().get("properties") instanceof JsonObject properties
            && properties.getValue(name) instanceof JsonObject property
        ? Optional.of(JsonSchema.of(property))
        : Optional.empty();
  }

  private static String shown(@Nullable Object value) {
    String text = String.valueOf(value);
    return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...";
  }

  private static String expected(JsonSchema schema) {
    if (schema.get("enum") instanceof JsonArray values)
      return "one of " + values.stream().map(String::valueOf).collect(Collectors.joining(", "));
    String type = schema.get("type", "a value of the contract");
    return switch (type) {
      case "integer" -> "an integer" + range(schema);
      case "array" ->
          schema.get("items") instanceof JsonObject items
              ? "a list, separated by commas, each " + expected(JsonSchema.of(items))
              : "a list";
      case "string" ->
          schema.containsKey("pattern")
              ? "text that matches " + schema.get("pattern")
              : "text of %s to %s characters"
                  .formatted(schema.get("minLength", 0), schema.get("maxLength", "any number of"));
      default -> type;
    };
  }

  private static String range(JsonSchema schema) {
    Object low = schema.get("minimum");
    Object high = schema.get("maximum");
    if (low == null && high == null) return "";
    if (high == null) return " of at least " + low;
    return " from " + low + " to " + high;
  }
}
