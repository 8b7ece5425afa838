package io.pouw.management.poot;

import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;

/** Proven work of one kind: units, and their 10^6 floating-point operations. */
public record TypeWork(String taskType, long units, long megaflop) implements Encodable {
  static final int MAX_TYPE_BYTES = 64;

  static TypeWork decode(Decoder in) {
    return new TypeWork(in.text(MAX_TYPE_BYTES), in.u63(), in.u63());
  }

  @Override
  public void encode(Encoder out) {
    out.text(taskType).i64(units).i64(megaflop);
  }
}
