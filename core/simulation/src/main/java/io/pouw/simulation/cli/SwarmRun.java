package io.pouw.simulation.cli;

import io.pouw.simulation.Failure;
import io.pouw.simulation.Swarm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Many seeds on several threads. The file of its state holds the first seed that has not been run;
 * a few above it may have been, and are run again after a break.
 */
final class SwarmRun {
  private static final long SAY_EVERY_NANOS = 10_000_000_000L;

  private final long from;
  private final long end;
  private final int threads;
  private final ResumeFile state;
  private final Consumer<String> out;
  private final AtomicLong next = new AtomicLong();
  private final TreeSet<Long> ahead = new TreeSet<>();
  private final ConcurrentLinkedQueue<Failure> failures = new ConcurrentLinkedQueue<>();
  private long doneBelow;
  private long begun;
  private long saidAt;

  SwarmRun(long from, long seeds, int threads, ResumeFile state, Consumer<String> out) {
    if (seeds < 1 || threads < 1)
      throw new IllegalArgumentException(
          "--seeds %d --threads %d: expected at least 1 of each".formatted(seeds, threads));
    this.from = from;
    this.end = from + seeds;
    this.threads = threads;
    this.state = state;
    this.out = out;
  }

  /** The exit code: 0 if no seed failed. */
  int run() throws IOException, InterruptedException {
    doneBelow = state.resumed(from);
    next.set(doneBelow);
    out.accept("seeds %d to %d on %d threads".formatted(doneBelow, end - 1, threads));
    begun = System.nanoTime();
    saidAt = begun;
    List<Thread> workers = new ArrayList<>();
    List<Swarm> swarms = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      var swarm = new Swarm();
      swarms.add(swarm);
      workers.add(Thread.ofPlatform().name("swarm-" + i).start(() -> work(swarm)));
    }
    for (Thread worker : workers) worker.join();
    swarms.forEach(swarm -> out.accept(swarm.summary()));
    out.accept(
        "%d seeds failed; %.0f s".formatted(failures.size(), (System.nanoTime() - begun) / 1e9));
    return failures.isEmpty() ? 0 : 1;
  }

  private void work(Swarm swarm) {
    for (long seed = next.getAndIncrement(); seed < end; seed = next.getAndIncrement()) {
      swarm.run(seed).ifPresent(this::tell);
      done(seed);
    }
  }

  private void tell(Failure failure) {
    failures.add(failure);
    failure.lines().forEach(out);
  }

  private synchronized void done(long seed) {
    ahead.add(seed);
    while (ahead.remove(doneBelow)) doneBelow++;
    long now = System.nanoTime();
    if (now - saidAt < SAY_EVERY_NANOS && doneBelow < end) return;
    saidAt = now;
    double perSecond = (doneBelow - from) / ((now - begun) / 1e9);
    out.accept(
        "%d of %d seeds, %d failed, %.1f seeds/s, about %.0f minutes to go"
            .formatted(
                doneBelow - from,
                end - from,
                failures.size(),
                perSecond,
                (end - doneBelow) / perSecond / 60));
    remember();
  }

  private void remember() {
    try {
      state.remember(doneBelow);
    } catch (IOException e) {
      out.accept("cannot write the state: " + e);
    }
  }
}
