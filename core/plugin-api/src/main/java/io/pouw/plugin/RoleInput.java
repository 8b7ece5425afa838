package io.pouw.plugin;

import io.pouw.primitives.Address;
import io.pouw.primitives.BlobId;

/** What the host tells a role machine. */
public sealed interface RoleInput {
  /**
   * A block was finalised; the first one given is the state at start. Some heights may be skipped.
   */
  record Finalized(FinalizedView view) implements RoleInput {}

  /** A message of a peer whose key the channel has authenticated. */
  record Received(Address from, String topic, byte[] payload) implements RoleInput {}

  record TimerFired(String timer) implements RoleInput {}

  /** What {@link RoleEffect.Compute} gave. */
  record Computed(long job, Object product) implements RoleInput {}

  record ComputationFailed(long job, String reason) implements RoleInput {}

  /** A blob that was asked for, checked against its name. */
  record BlobArrived(BlobId id, byte[] content) implements RoleInput {}

  /** None of the sources had it in time. */
  record BlobMissing(BlobId id, String reason) implements RoleInput {}
}
