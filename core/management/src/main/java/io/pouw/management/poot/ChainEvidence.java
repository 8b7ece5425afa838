package io.pouw.management.poot;

import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;
import java.util.List;

/**
 * What the chain says of a worker; all nodes see the same.
 *
 * @param work proven in the period, in increasing task type
 * @param held drawn units that held up, over all time
 * @param convictions over all time
 * @param tenureBlocks since it came
 */
public record ChainEvidence(List<TypeWork> work, long held, long convictions, long tenureBlocks)
    implements Encodable {
  static final int MAX_TYPES = 256;

  /** Of one who is not on the chain. */
  public static final ChainEvidence NONE = new ChainEvidence(List.of(), 0, 0, 0);

  public ChainEvidence {
    work = List.copyOf(work);
  }

  static ChainEvidence decode(Decoder in) {
    return new ChainEvidence(in.list(MAX_TYPES, TypeWork::decode), in.u63(), in.u63(), in.u63());
  }

  @Override
  public void encode(Encoder out) {
    out.list(work).i64(held).i64(convictions).i64(tenureBlocks);
  }
}
