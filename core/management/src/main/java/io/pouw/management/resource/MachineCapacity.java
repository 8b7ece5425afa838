package io.pouw.management.resource;

/**
 * What the machine has.
 *
 * @param cores logical ones that this process may use
 * @param memoryBytes physical
 * @param diskBytes of the file system of the data folder
 * @param networkBits a second that the interfaces say, 0 if they do not
 */
public record MachineCapacity(int cores, long memoryBytes, long diskBytes, long networkBits) {}
