package io.pouw.management.worker;

import io.pouw.primitives.Address;
import io.pouw.primitives.PublicKey;

/**
 * A worker as the registry knows it. Times are milliseconds since 1970.
 *
 * @param key its public key
 * @param account where its pay is to go
 * @param name for people
 * @param registeredAtMs when it came first
 * @param heardAtMs when it registered or sent a heartbeat last
 * @param heartbeats number of its last heartbeat, 0 before the first
 * @param statusAtMs since when it has its status
 */
public record RegisteredWorker(
    PublicKey key,
    String account,
    String name,
    Capabilities capabilities,
    WorkerStatus status,
    long registeredAtMs,
    long heardAtMs,
    long heartbeats,
    long statusAtMs) {
  public Address address() {
    return key.address();
  }
}
