package io.pouw.plugin;

import io.pouw.primitives.Address;
import io.pouw.primitives.BlobId;
import io.pouw.primitives.Encodable;
import java.time.Duration;
import java.util.List;

/** What a role machine wants done. */
public sealed interface RoleEffect {
  /**
   * Sends to a peer; lost if the peer is not connected. A message to itself comes back as an input.
   */
  record Send(Address to, String topic, byte[] payload) implements RoleEffect {}

  /** Signs and submits a transaction; {@code body} is a {@code TransactionBody} of core/ledger. */
  record Submit(Encodable body) implements RoleEffect {}

  /** Starts or restarts a timer, which fires once. */
  record StartTimer(String timer, Duration delay) implements RoleEffect {}

  record StopTimer(String timer) implements RoleEffect {}

  /** Runs off the machine's thread; comes back as {@link RoleInput.Computed}, or as failed. */
  record Compute(long job, Purpose purpose, Computation computation) implements RoleEffect {}

  /** Looks for a blob in the own store, then with the sources, in order, with retries. */
  record FetchBlob(BlobId id, List<Address> sources) implements RoleEffect {}

  /** Keeps a blob and serves it to peers until it is dropped. */
  record KeepBlob(BlobId id, byte[] content) implements RoleEffect {}

  record DropBlob(BlobId id) implements RoleEffect {}

  /** Tells the operator: progress, or something amiss. */
  record Report(RoleEvent event) implements RoleEffect {}

  /** What a computation is for; CPU time is accounted by it. */
  enum Purpose {
    /** Unpacking a task's data; the same for whoever takes part. */
    LOADING,
    TRAINING,
    VERIFICATION,
    COMBINING,
    EVALUATION
  }

  /** A deterministic computation without side effects. */
  @FunctionalInterface
  interface Computation {
    Object run();
  }
}
