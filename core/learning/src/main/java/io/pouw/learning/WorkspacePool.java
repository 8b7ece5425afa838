package io.pouw.learning;

import io.pouw.learning.network.Workspace;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Lends each call a workspace of its own. Keeps a few for later calls and drops the rest; never
 * blocks.
 */
final class WorkspacePool {
  private static final int KEPT = 4;

  private final Supplier<Workspace> source;
  private final ArrayBlockingQueue<Workspace> idle = new ArrayBlockingQueue<>(KEPT);

  WorkspacePool(Supplier<Workspace> source) {
    this.source = source;
  }

  <T> T lend(Function<Workspace, T> call) {
    Workspace kept = idle.poll();
    Workspace workspace = kept == null ? source.get() : kept;
    try {
      return call.apply(workspace);
    } finally {
      // If the pool is full, the collector takes it.
      boolean _ = idle.offer(workspace);
    }
  }
}
