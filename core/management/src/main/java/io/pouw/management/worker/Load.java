package io.pouw.management.worker;

import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;

/**
 * How busy a worker says it is. Shown to people, paid to nobody.
 *
 * @param cpuPpm used of its cores, 0 to 10^6
 * @param memoryPpm used of its memory
 * @param diskPpm used of its disk
 * @param networkBytes sent and received a second
 * @param activeUnits units of work in hand
 */
public record Load(int cpuPpm, int memoryPpm, int diskPpm, long networkBytes, int activeUnits)
    implements Encodable {
  private static final int ALL = 1_000_000;

  public Load {
    if (Math.min(cpuPpm, Math.min(memoryPpm, diskPpm)) < 0
        || Math.max(cpuPpm, Math.max(memoryPpm, diskPpm)) > ALL)
      throw new IllegalArgumentException(
          "load of cpu %d, memory %d, disk %d, expected 0 to 1,000,000 parts per million"
              .formatted(cpuPpm, memoryPpm, diskPpm));
    if (networkBytes < 0 || activeUnits < 0)
      throw new IllegalArgumentException(
          "%d bytes a second and %d units in hand, expected 0 or more"
              .formatted(networkBytes, activeUnits));
  }

  @Override
  public void encode(Encoder out) {
    out.u32(cpuPpm).u32(memoryPpm).u32(diskPpm).i64(networkBytes).u32(activeUnits);
  }
}
