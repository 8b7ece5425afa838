package io.pouw.management.resource;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.GlobalMemory;
import oshi.hardware.NetworkIF;

/**
 * Reads the machine by OSHI. CPU and network are means since the call before, so one probe has one
 * reader; not thread-safe.
 */
public final class MachineProbe {
  private static final int ALL = 1_000_000;

  private final CentralProcessor processor;
  private final GlobalMemory memory;
  private final List<NetworkIF> interfaces;
  private final File disk;
  private long[] ticks;
  private long networkTotal;
  private long lastNanos = System.nanoTime();

  /**
   * A probe.
   *
   * @param folder whose file system is watched
   */
  public MachineProbe(Path folder) {
    var hardware = new SystemInfo().getHardware();
    processor = hardware.getProcessor();
    memory = hardware.getMemory();
    interfaces = hardware.getNetworkIFs();
    disk = folder.toAbsolutePath().toFile();
    ticks = processor.getSystemCpuLoadTicks();
    networkTotal = networkTotal();
  }

  /** What the machine has. Takes the process's share of cores where it is limited to one. */
  public MachineCapacity capacity() {
    return new MachineCapacity(
        Runtime.getRuntime().availableProcessors(),
        memory.getTotal(),
        disk.getTotalSpace(),
        networkBits());
  }

  /** One look; takes milliseconds. */
  public ResourceSample sample(long nowMs) {
    long nanos = System.nanoTime();
    long elapsed = Math.max(1, nanos - lastNanos);
    double cpu = processor.getSystemCpuLoadBetweenTicks(ticks);
    ticks = processor.getSystemCpuLoadTicks();
    long total = networkTotal();
    double bytes = Math.max(0, total - networkTotal) * 1e9 / elapsed;
    networkTotal = total;
    lastNanos = nanos;
    long bits = networkBits();
    return new ResourceSample(
        nowMs,
        part(cpu),
        part(1 - ratio(memory.getAvailable(), memory.getTotal())),
        part(1 - ratio(disk.getUsableSpace(), disk.getTotalSpace())),
        bits == 0 ? 0 : part(bytes * 8 / bits),
        (long) bytes);
  }

  private static double ratio(long part, long whole) {
    return whole == 0 ? 1 : (double) part / whole;
  }

  private static int part(double share) {
    return (int) (Math.clamp(share, 0.0, 1.0) * ALL);
  }

  private long networkTotal() {
    long total = 0;
    for (NetworkIF each : interfaces) {
      each.updateAttributes();
      total += each.getBytesRecv() + each.getBytesSent();
    }
    return total;
  }

  private long networkBits() {
    return interfaces.stream().mapToLong(each -> Math.max(0, each.getSpeed())).sum();
  }
}
