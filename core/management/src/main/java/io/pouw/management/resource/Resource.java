package io.pouw.management.resource;

/** What is watched. */
public enum Resource {
  CPU,
  MEMORY,
  DISK,
  NETWORK
}
