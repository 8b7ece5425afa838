package io.pouw.management.worker;

import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a worker says it has. Nobody is paid for it: more than is used lowers a worker's score.
 *
 * @param cores that it gives, 1 to 4,096
 * @param memoryBytes that it gives, up to 2^50
 * @param vectorBits width of its vector registers, 64 (none) to 2,048
 * @param accelerators names, at most {@value #MAX_NAMES}
 * @param bandwidthBits of its uplink a second, 0 if unknown
 * @param taskTypes that it can do, at most {@value #MAX_NAMES}
 */
public record Capabilities(
    int cores,
    long memoryBytes,
    int vectorBits,
    List<String> accelerators,
    long bandwidthBits,
    List<String> taskTypes)
    implements Encodable {
  static final int MAX_NAMES = 32;
  static final int MAX_NAME_BYTES = 64;

  public Capabilities {
    within("cores", cores, 1, 4_096);
    within("memory in bytes", memoryBytes, 1, 1L << 50);
    within("vector width in bits", vectorBits, 64, 2_048);
    within("bandwidth in bits a second", bandwidthBits, 0, 10_000_000_000_000L);
    accelerators = names("accelerators", accelerators);
    taskTypes = names("task types", taskTypes);
  }

  static Capabilities decode(Decoder in) {
    try {
      return new Capabilities(
          in.u32(),
          in.u63(),
          in.u32(),
          in.list(MAX_NAMES, each -> each.text(MAX_NAME_BYTES)),
          in.u63(),
          in.list(MAX_NAMES, each -> each.text(MAX_NAME_BYTES)));
    } catch (IllegalArgumentException e) {
      throw in.error(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void encode(Encoder out) {
    out.u32(cores).i64(memoryBytes).u32(vectorBits).list(accelerators, Encoder::text);
    out.i64(bandwidthBits).list(taskTypes, Encoder::text);
  }

  private static void within(String what, long value, long low, long high) {
    if (value < low || value > high)
      throw new IllegalArgumentException(
          "%s: %d, expected %d to %d".formatted(what, value, low, high));
  }

  private static List<String> names(String what, List<String> names) {
    within("number of " + what, names.size(), 0, MAX_NAMES);
    for (String each : names)
      within(
          "bytes of a name in " + what,
          each.getBytes(StandardCharsets.UTF_8).length,
          1,
          MAX_NAME_BYTES);
    return List.copyOf(names);
  }
}
