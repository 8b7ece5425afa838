package io.pouw.management.poot;

import io.pouw.primitives.Address;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;

/**
 * All that goes into a worker's score of a period.
 *
 * @param worker whose
 * @param chain what all nodes see
 * @param heard heartbeat intervals in which it was heard, as the scoring node counted
 * @param expected intervals of the period
 * @param latencyMicros median time to an echo, 0 if none was measured
 * @param cores that it claims to give, at least 1
 */
public record Evidence(
    Address worker, ChainEvidence chain, long heard, long expected, long latencyMicros, int cores)
    implements Encodable {
  static Evidence decode(Decoder in) {
    return new Evidence(
        in.address(), ChainEvidence.decode(in), in.u63(), in.u63(), in.u63(), in.u32());
  }

  @Override
  public void encode(Encoder out) {
    out.address(worker).put(chain).i64(heard).i64(expected).i64(latencyMicros).u32(cores);
  }
}
