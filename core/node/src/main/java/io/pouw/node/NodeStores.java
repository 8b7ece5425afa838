package io.pouw.node;

import io.pouw.primitives.Hash;
import io.pouw.storage.BlobStore;
import io.pouw.storage.ChainStore;
import io.pouw.storage.DataFolder;
import io.pouw.storage.VoteQuarantine;
import io.pouw.storage.VoteStore;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;

/** Everything that a node keeps on disk, opened together and closed together. */
public record NodeStores(DataFolder folder, ChainStore chain, VoteStore votes, BlobStore blobs)
    implements AutoCloseable {
  private static final long MAX_BLOB_BYTES = 16L << 30;

  /**
   * Opens a node's data folder, which is made if it is missing. Damaged votes are put aside.
   *
   * @throws io.pouw.storage.StorageException if it is in use, of another chain, its chain damaged,
   *     or not writable
   */
  public static NodeStores open(Path root, Hash chainId) {
    DataFolder folder = DataFolder.open(root);
    var undo = new ArrayDeque<Runnable>(List.of(folder::close));
    try {
      ChainStore chain = ChainStore.open(folder.chain(), chainId);
      undo.push(chain::close);
      VoteStore votes = VoteQuarantine.open(folder, chainId);
      undo.push(votes::close);
      return new NodeStores(folder, chain, votes, BlobStore.open(folder.blobs(), MAX_BLOB_BYTES));
    } catch (RuntimeException e) {
      undo.forEach(Runnable::run);
      throw e;
    }
  }

  /** Closes all but the lock on the folder, so that the files hold everything and stay so. */
  public void closeDatabases() {
    chain.close();
    votes.close();
    blobs.close();
  }

  @Override
  public void close() {
    closeDatabases();
    folder.close();
  }
}
