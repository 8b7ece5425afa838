package io.pouw.node.config;

/**
 * What a node keeps of the chain.
 *
 * @param retentionBlocks final blocks that stay on disk, at least {@value #LEAST_RETENTION}; 0 for
 *     all of them, as an archive node has
 * @param snapshotBlocks blocks from one served snapshot of the state to the next; 0 to serve none
 */
public record StorageSettings(int retentionBlocks, int snapshotBlocks) {
  /** Peers that were away for a short while have to be brought forward by blocks. */
  public static final int LEAST_RETENTION = 100;

  public static final StorageSettings ARCHIVE = new StorageSettings(0, 1_000);
}
