package io.pouw.task.smt.z3;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;

/**
 * The Z3 processes of a node: started when they are needed, as many at once as there are
 * processors, kept for the next question, gone with the node. Thread-safe; callers wait for a free
 * one.
 */
public final class Z3Pool {
  /** Longer takes no question within the greatest rlimit on a machine worth its electricity. */
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final Semaphore free =
      new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors()), true);
  private final ConcurrentLinkedDeque<Z3Process> idle = new ConcurrentLinkedDeque<>();
  private final Duration limit;

  public Z3Pool() {
    this(LIMIT);
  }

  /**
   * @param limit time after which a process is killed
   */
  public Z3Pool(Duration limit) {
    this.limit = limit;
  }

  /** Whether there is a Z3 for this machine: the plugin brings that for Linux on x86-64. */
  public static boolean isAvailable() {
    return System.getProperty("os.name").equals("Linux")
        && System.getProperty("os.arch").equals("amd64");
  }

  /**
   * Asks Z3.
   *
   * @param rlimit resource units, 1 to 2^31 - 1
   * @return empty if there is no answer: the process was killed, died, or could not be started
   */
  public Optional<Z3Answer> ask(String script, int rlimit, int seed) {
    if (!isAvailable() || script.length() > Wire.MAX_SCRIPT_BYTES) return Optional.empty();
    free.acquireUninterruptibly();
    try {
      return ask(new Wire.Question(script, rlimit, seed));
    } finally {
      free.release();
    }
  }

  private Optional<Z3Answer> ask(Wire.Question question) {
    try {
      Z3Process process = idle.poll();
      while (process != null && !process.isAlive()) process = idle.poll();
      if (process == null) process = Z3Process.start();
      return ask(process, question);
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private Optional<Z3Answer> ask(Z3Process process, Wire.Question question) {
    try {
      Z3Answer answer = process.ask(question, limit);
      idle.push(process);
      return Optional.of(answer);
    } catch (IOException _) {
      process.close();
      return Optional.empty();
    }
  }
}
