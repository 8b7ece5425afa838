package io.pouw.simulation;

import io.pouw.primitives.Hash;
import java.util.LinkedHashMap;
import java.util.Map;

/** How long blocks take from the leader's proposal to the first node that finds them final. */
final class FinalityMeter {
  private static final int WAITING = 4_096;

  private final VirtualTime time;
  private final Map<Hash, Long> proposedAt =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Hash, Long> eldest) {
          return size() > WAITING;
        }
      };
  private long sumNanos;
  private long count;

  FinalityMeter(VirtualTime time) {
    this.time = time;
  }

  void proposed(Hash block) {
    proposedAt.put(block, time.nanos());
  }

  void finalized(Hash block) {
    Long began = proposedAt.remove(block);
    if (began == null) return;
    sumNanos += time.nanos() - began;
    count++;
  }

  /** Mean over all blocks, 0 if there was none. */
  double meanSeconds() {
    return count == 0 ? 0 : sumNanos / 1e9 / count;
  }
}
