package io.pouw.node.config;

import io.pouw.consensus.sync.TrustedCheckpoint;
import java.util.Optional;

/**
 * How a node without a chain gets one.
 *
 * @param state from a recent state instead of all blocks since genesis
 * @param trusted a block that the chain has to have
 */
public record SyncSettings(boolean state, Optional<TrustedCheckpoint> trusted) {
  public static final SyncSettings BLOCKS = new SyncSettings(false, Optional.empty());
}
