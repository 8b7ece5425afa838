package io.pouw.management.worker;

/** Whether a worker lives, as far as its heartbeats tell. */
public enum WorkerStatus {
  ACTIVE,
  /** Some heartbeats are missing. */
  SUSPECT,
  /** So many are missing that nobody waits for it. The next heartbeat makes it active again. */
  OFFLINE
}
