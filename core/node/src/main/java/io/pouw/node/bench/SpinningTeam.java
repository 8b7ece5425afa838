package io.pouw.node.bench;

import io.pouw.learning.kernel.Team;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/**
 * Threads that wait for work by spinning for some hundred microseconds, which is longer than the
 * pauses between the products of a step, and then sleep until they are called.
 */
public final class SpinningTeam implements Team, AutoCloseable {
  private static final int SPINS = 20_000;
  private static final long PAUSE_NANOS = 10_000;

  private final List<Thread> threads = new ArrayList<>();
  private final AtomicInteger call = new AtomicInteger();
  private final AtomicInteger busy = new AtomicInteger();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private volatile IntConsumer work = part -> {};
  private volatile boolean closed;

  /**
   * @param size threads, the caller of {@link #run} included
   */
  public SpinningTeam(int size) {
    for (int part = 1; part < size; part++) {
      int number = part;
      threads.add(Thread.ofPlatform().daemon().name("bench-" + part).start(() -> serve(number)));
    }
  }

  @Override
  public int size() {
    return threads.size() + 1;
  }

  @Override
  @SuppressWarnings("ThreadPriorityCheck")
  public void run(IntConsumer part) {
    work = part;
    busy.set(threads.size());
    call.incrementAndGet();
    for (Thread thread : threads) LockSupport.unpark(thread);
    part.accept(0);
    for (int spins = 0; busy.get() > 0; spins++)
      if (spins < SPINS) Thread.onSpinWait();
      // Somebody else has the processor that a thread of the team needs.
      else LockSupport.parkNanos(PAUSE_NANOS);
    Throwable failed = failure.get();
    if (failed != null) throw new IllegalStateException("a thread of the team failed", failed);
  }

  private void serve(int part) {
    int done = 0;
    while (true) {
      for (int spins = 0; call.get() == done; spins++) {
        if (closed) return;
        if (spins < SPINS) Thread.onSpinWait();
        else LockSupport.park(this);
      }
      done++;
      try {
        work.accept(part);
      } catch (RuntimeException | Error e) {
        failure.compareAndSet(null, e);
      } finally {
        busy.decrementAndGet();
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    for (Thread thread : threads) LockSupport.unpark(thread);
  }
}
