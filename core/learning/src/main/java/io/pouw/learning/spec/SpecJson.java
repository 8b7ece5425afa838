package io.pouw.learning.spec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A specification as JSON: one object in UTF-8, at most 64 KiB, no name twice in an object, nothing
 * after it.
 */
public final class SpecJson {
  private static final int MAX_JSON_BYTES = 64 * 1024;
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private SpecJson() {}

  /**
   * Parses a specification.
   *
   * @throws SpecException if it is none, with the place
   */
  public static JsonNode read(byte[] json) {
    if (json.length > MAX_JSON_BYTES)
      throw refused("has " + json.length + " bytes, at most " + MAX_JSON_BYTES + " can be");
    JsonNode root = tree(json);
    if (!root.isObject()) throw refused("expected a JSON object");
    return root;
  }

  private static JsonNode tree(byte[] json) {
    try {
      return JSON.readTree(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString());
    } catch (CharacterCodingException e) {
      throw refused("is not UTF-8");
    } catch (JsonProcessingException e) {
      throw refused(
          "is not JSON: line %d, column %d: %s"
              .formatted(
                  e.getLocation().getLineNr(),
                  e.getLocation().getColumnNr(),
                  e.getOriginalMessage()));
    }
  }

  private static SpecException refused(String what) {
    return new SpecException(List.of("$: " + what));
  }
}
