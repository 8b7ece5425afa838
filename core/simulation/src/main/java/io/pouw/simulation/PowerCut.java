package io.pouw.simulation;

/** Ends a process in the middle of an operation on its disk. */
final class PowerCut extends RuntimeException {
  private final DiskFault disk;

  PowerCut(DiskFault disk, String operation) {
    super("power cut at " + operation + ", " + disk);
    this.disk = disk;
  }

  /** What becomes of what was not synced, in the other files too. */
  DiskFault disk() {
    return disk;
  }
}
