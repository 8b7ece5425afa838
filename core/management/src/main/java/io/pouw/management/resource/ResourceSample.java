package io.pouw.management.resource;

/**
 * How busy the machine was at a time. Parts per million of what there is.
 *
 * @param atMs since 1970
 * @param cpuPpm of all cores, since the sample before
 * @param memoryPpm not available to a new process
 * @param diskPpm of the file system of the data folder
 * @param networkPpm of what the network can carry; 0 if that is unknown
 * @param networkBytes received and sent a second since the sample before
 */
public record ResourceSample(
    long atMs, int cpuPpm, int memoryPpm, int diskPpm, int networkPpm, long networkBytes) {
  public int ppm(Resource resource) {
    return switch (resource) {
      case CPU -> cpuPpm;
      case MEMORY -> memoryPpm;
      case DISK -> diskPpm;
      case NETWORK -> networkPpm;
    };
  }
}
