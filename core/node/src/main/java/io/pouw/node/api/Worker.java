package io.pouw.node.api;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs what blocks on the disk off the event loop, on a few threads of its own. So much may wait;
 * more is refused at once, so that slow disks give errors and not heaps.
 */
final class Worker implements AutoCloseable {
  private static final int THREADS = 4;
  private static final int MAX_WAITING = 512;

  private final WorkerExecutor executor;
  private final AtomicInteger waiting = new AtomicInteger();

  Worker(Vertx vertx) {
    executor = vertx.createSharedWorkerExecutor("pouw-api", THREADS, 60, TimeUnit.SECONDS);
  }

  <T> Future<T> run(Callable<T> work) {
    if (waiting.incrementAndGet() > MAX_WAITING) {
      waiting.decrementAndGet();
      return Future.failedFuture(
          new Problem(
              Problem.Kind.UNAVAILABLE,
              MAX_WAITING + " requests wait for the disk already; try again later"));
    }
    return executor.executeBlocking(work, false).onComplete(done -> waiting.decrementAndGet());
  }

  @Override
  public void close() {
    executor.close();
  }
}
