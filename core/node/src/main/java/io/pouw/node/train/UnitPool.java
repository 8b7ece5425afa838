package io.pouw.node.train;

import io.pouw.work.Replay;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** Does the units of a round on several threads, which do not change a byte. */
public final class UnitPool implements Replay.UnitRunner, AutoCloseable {
  private final ExecutorService threads;

  public UnitPool(int threads) {
    this.threads = Executors.newFixedThreadPool(threads);
  }

  @Override
  public List<byte[]> run(List<Supplier<byte[]>> units) {
    List<Future<byte[]>> running = units.stream().map(unit -> threads.submit(unit::get)).toList();
    return running.stream().map(UnitPool::result).toList();
  }

  private static byte[] result(Future<byte[]> unit) {
    try {
      return unit.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the training was interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a unit cannot be computed: " + e.getCause(), e);
    }
  }

  @Override
  public void close() {
    threads.close();
  }
}
