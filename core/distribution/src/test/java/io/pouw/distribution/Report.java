package io.pouw.distribution;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The JSON report of a demo. Fields are named by their path, such as {@code units.drawn}. */
final class Report {
  private final JsonNode root;

  private Report(JsonNode root) {
    this.root = root;
  }

  static Report read(Path file) throws IOException {
    var json = new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    return new Report(json.readTree(file.toFile()));
  }

  JsonNode at(String path) {
    return root.at("/" + path.replace('.', '/'));
  }

  String text(String path) {
    assertTrue(at(path).isTextual(), () -> path + " is no text in " + root);
    return at(path).asText();
  }

  BigDecimal number(String path) {
    assertTrue(at(path).isNumber(), () -> path + " is no number in " + root);
    return at(path).decimalValue();
  }

  long whole(String path) {
    return number(path).longValueExact();
  }

  /** Each is there and above zero. */
  void hasNumbers(String... paths) {
    for (String path : paths)
      assertTrue(number(path).signum() > 0, () -> path + " is " + at(path) + " in " + root);
  }

  List<JsonNode> accounts() {
    return list("accounts");
  }

  List<JsonNode> list(String path) {
    var list = new ArrayList<JsonNode>();
    at(path).forEach(list::add);
    return list;
  }

  @Override
  public String toString() {
    return root.toPrettyString();
  }
}
