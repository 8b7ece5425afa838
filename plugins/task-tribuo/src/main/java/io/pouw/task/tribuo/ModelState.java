package io.pouw.task.tribuo;

import io.pouw.primitives.CodecException;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encoder;
import io.pouw.task.tribuo.spec.Bounds;
import io.pouw.task.tribuo.table.Schema;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The state of a task: a mark, the provenance, the schema, and what the algorithm has learnt so
 * far. Mark, provenance and schema are the same in every round.
 *
 * @param provenance lines {@code path = value} by the alphabet
 * @param body the algorithm's own
 */
record ModelState(String provenance, Schema schema, byte[] body) {
  private static final byte[] MARK = "pouw-tribuo-1".getBytes(StandardCharsets.US_ASCII);

  /** Of a task that fills in missing values: what, stands after the schema. */
  private static final byte[] MARK_FILLS = "pouw-tribuo-f".getBytes(StandardCharsets.US_ASCII);

  private static final int MAX_PROVENANCE_BYTES = 16 * 1024;

  /**
   * Reads a state.
   *
   * @throws IllegalArgumentException if it is none
   */
  static ModelState decode(byte[] state) {
    return checked(() -> Decoder.whole(state, ModelState::read));
  }

  /** Decodes what the caller has to answer for, and blames him if it cannot be. */
  static <T> T checked(Supplier<T> decoding) {
    try {
      return decoding.get();
    } catch (CodecException e) {
      throw new IllegalArgumentException("state or update: " + e.getMessage(), e);
    }
  }

  private static ModelState read(Decoder in) {
    byte[] mark = in.fixed(Math.min(MARK.length, in.remaining()));
    boolean fills = Arrays.equals(mark, MARK_FILLS);
    if (!fills && !Arrays.equals(mark, MARK))
      throw in.error("this is no state of the task type tribuo");
    String provenance = in.text(MAX_PROVENANCE_BYTES);
    Schema schema = Schema.decode(in);
    return new ModelState(
        provenance, fills ? schema.withFills(in) : schema, in.bytes(Bounds.STATE_BYTES));
  }

  byte[] toBytes() {
    var out = new Encoder();
    boolean fills = !schema.fills().isEmpty();
    out.fixed(fills ? MARK_FILLS : MARK).text(provenance).put(schema);
    if (fills) schema.encodeFills(out);
    return out.bytes(body).toBytes();
  }

  ModelState with(byte[] learnt) {
    return new ModelState(provenance, schema, learnt);
  }

  static String text(Map<String, String> provenance) {
    return provenance.entrySet().stream()
        .map(line -> line.getKey() + " = " + line.getValue() + "\n")
        .collect(Collectors.joining());
  }
}
