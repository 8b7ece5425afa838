package io.pouw.simulation;

/** The disk has no space: what a process sees as a failed write. */
final class DiskFull extends RuntimeException {
  DiskFull(String operation) {
    super("no space left on the disk at " + operation);
  }
}
