package io.pouw.learning.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The fields of one JSON object, read one by one. What is missing or wrong is added to the common
 * list of problems and comes back empty, so that the rest is still read. {@link #close} reports the
 * fields that nobody asked for. Task types read their specs with it, so that all complain in the
 * same words.
 */
public final class JsonFields {
  private final JsonNode object;
  private final String path;
  private final List<String> problems;
  private final Set<String> known = new LinkedHashSet<>();

  /**
   * The fields of a JSON object.
   *
   * @param path of the object, {@code $} for the outermost
   * @param problems what is wrong is added here
   */
  public JsonFields(JsonNode object, String path, List<String> problems) {
    this.object = object;
    this.path = path;
    this.problems = problems;
  }

  /** Whether the field stands there; it counts as asked for. */
  public boolean has(String name) {
    known.add(name);
    return object.has(name);
  }

  boolean isObject(String name) {
    return has(name) && object.get(name).isObject();
  }

  String path(String name) {
    return path + "." + name;
  }

  /** Adds a problem with a field. */
  public void problem(String name, String what) {
    problems.add(path(name) + ": " + what);
  }

  /** A whole number from {@code low} to {@code high}, both included. */
  public Optional<Integer> integer(String name, int low, int high) {
    return present(name).flatMap(node -> integer(node, path(name), low, high));
  }

  /** A whole number, or {@code absent} where there is none. */
  public Optional<Integer> integer(String name, int low, int high, int absent) {
    return has(name) ? integer(name, low, high) : Optional.of(absent);
  }

  /** A number from {@code low} to {@code high}, both included. */
  public Optional<Double> decimal(String name, double low, double high) {
    return present(name).flatMap(node -> decimal(node, name, low, high));
  }

  /** A number, or {@code absent} where there is none. */
  public Optional<Double> decimal(String name, double low, double high, double absent) {
    return has(name) ? decimal(name, low, high) : Optional.of(absent);
  }

  /** A text of 1 to {@code maxLength} characters. */
  public Optional<String> text(String name, int maxLength) {
    return present(name)
        .filter(node -> typed(node.isTextual(), name, node, "a text"))
        .map(JsonNode::textValue)
        .filter(text -> {
          boolean good = !text.isEmpty() && text.length() <= maxLength;
          if (!good)
            problem(
                name, "has %d characters, expected 1 to %d".formatted(text.length(), maxLength));
          return good;
        });
  }

  /** One of the constants of an enumeration, in lower case. */
  public <E extends Enum<E>> Optional<E> choice(String name, Class<E> type) {
    return text(name, 64)
        .flatMap(text -> {
          List<String> names = new ArrayList<>();
          for (E constant : type.getEnumConstants()) {
            String word = constant.name().toLowerCase(Locale.ROOT);
            if (word.equals(text)) return Optional.of(constant);
            names.add(word);
          }
          unknown(name, text, names);
          return Optional.empty();
        });
  }

  /** A text field that is read again later, or empty where there is none. */
  public String peek(String name) {
    known.add(name);
    JsonNode node = object.get(name);
    return node != null && node.isTextual() ? node.textValue() : "";
  }

  /** True or false, or {@code absent} where there is neither. */
  public Optional<Boolean> flag(String name, boolean absent) {
    if (!has(name)) return Optional.of(absent);
    return present(name)
        .filter(node -> typed(node.isBoolean(), name, node, "true or false"))
        .map(JsonNode::booleanValue);
  }

  /** Adds the problem that a text is none of those that are known. */
  public void unknown(String name, String text, List<String> expected) {
    problem(name, "unknown: \"%s\"; expected %s".formatted(text, String.join(", ", expected)));
  }

  /** The fields of an object in this one. */
  public Optional<JsonFields> object(String name) {
    return present(name)
        .filter(node -> typed(node.isObject(), name, node, "an object"))
        .map(node -> new JsonFields(node, path(name), problems));
  }

  /** The objects of a list of {@code low} to {@code high}; empty where the list is wrong. */
  List<JsonFields> objects(String name, int low, int high) {
    List<JsonFields> fields = new ArrayList<>();
    for (JsonNode node : elements(name, low, high)) {
      String at = path(name) + "[" + fields.size() + "]";
      if (!node.isObject()) {
        problems.add(at + ": is " + shown(node) + ", expected an object");
        return List.of();
      }
      fields.add(new JsonFields(node, at, problems));
    }
    return fields;
  }

  List<Integer> integers(String name, int lowCount, int highCount, int low, int high) {
    List<Integer> values = new ArrayList<>();
    int index = 0;
    for (JsonNode node : elements(name, lowCount, highCount))
      integer(node, path(name) + "[" + index++ + "]", low, high).ifPresent(values::add);
    return values;
  }

  List<Float> decimals(String name, int lowCount, int highCount, double low, double high) {
    List<Float> values = new ArrayList<>();
    for (JsonNode node : elements(name, lowCount, highCount))
      decimal(node, name + "[" + values.size() + "]", low, high)
          .ifPresent(value -> values.add(value.floatValue()));
    return values;
  }

  /**
   * The texts of a list of {@code lowCount} to {@code highCount}; empty where the list is wrong.
   */
  public List<String> texts(String name, int lowCount, int highCount, int maxLength) {
    List<String> texts = new ArrayList<>();
    for (JsonNode node : elements(name, lowCount, highCount)) {
      String at = name + "[" + texts.size() + "]";
      if (!typed(node.isTextual(), at, node, "a text")) return List.of();
      String text = node.textValue();
      if (text.isEmpty() || text.length() > maxLength)
        problem(at, "has %d characters, expected 1 to %d".formatted(text.length(), maxLength));
      texts.add(text);
    }
    return texts;
  }

  /** Reports every field that has not been asked for. */
  public void close() {
    for (var field : object.properties())
      if (!known.contains(field.getKey()))
        problem(field.getKey(), "unknown field; known here: " + String.join(", ", known));
  }

  private Iterable<JsonNode> elements(String name, int low, int high) {
    Optional<JsonNode> list =
        present(name).filter(node -> typed(node.isArray(), name, node, "a list"));
    if (list.isEmpty()) return List.of();
    int size = list.get().size();
    if (size >= low && size <= high) return list.get();
    problem(name, "has %d elements, expected %d to %d".formatted(size, low, high));
    return List.of();
  }

  private Optional<Integer> integer(JsonNode node, String at, int low, int high) {
    boolean good =
        node.canConvertToInt()
            && node.isIntegralNumber()
            && node.intValue() >= low
            && node.intValue() <= high;
    if (good) return Optional.of(node.intValue());
    problems.add(
        "%s: is %s, expected a whole number from %d to %d".formatted(at, shown(node), low, high));
    return Optional.empty();
  }

  private Optional<Double> decimal(JsonNode node, String name, double low, double high) {
    double value = node.doubleValue();
    if (node.isNumber() && value >= low && value <= high) return Optional.of(value);
    problem(name, "is %s, expected a number from %s to %s".formatted(shown(node), low, high));
    return Optional.empty();
  }

  private Optional<JsonNode> present(String name) {
    if (has(name)) return Optional.of(object.get(name));
    problem(name, "is missing");
    return Optional.empty();
  }

  private boolean typed(boolean good, String name, JsonNode node, String expected) {
    if (!good) problem(name, "is " + shown(node) + ", expected " + expected);
    return good;
  }

  private static String shown(JsonNode node) {
    if (node.isContainerNode()) return node.getNodeType().name().toLowerCase(Locale.ROOT);
    // An overflowing number is written by toString as if it were a text.
    String text = node.isNumber() ? node.asText() : node.toString();
    return text.length() <= 40 ? text : text.substring(0, 37) + "...";
  }
}
