package io.pouw.node.cluster;

import io.pouw.storage.sql.SigningLease;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One member's dealings with the lease, none of which takes longer than a part of the lease's time,
 * whatever the database does. A member that cannot renew stops by itself when the lease is over by
 * its own clock; that is for good manners, since the database refuses its votes in any case.
 */
final class SigningTurn {
  private static final Logger LOG = LoggerFactory.getLogger(SigningTurn.class);

  private final SigningLease lease;
  private final long ttlNanos;
  private final ExecutorService calls;
  private final AtomicReference<String> complaint = new AtomicReference<>("");

  /**
   * @param calls for calls that may block for long
   */
  SigningTurn(SigningLease lease, Duration ttl, ExecutorService calls) {
    this.lease = lease;
    this.ttlNanos = ttl.toNanos();
    this.calls = calls;
  }

  /** Whether it is this member's turn now, with the token of it. */
  OptionalLong attempt() {
    return within(lease::acquire, OptionalLong.empty());
  }

  /** Keeps the turn; returns when it is over, or when {@code wanted} says that it may end. */
  void keep(long token, Supplier<Boolean> wanted) throws InterruptedException {
    long renewed = System.nanoTime();
    while (wanted.get()) {
      TimeUnit.NANOSECONDS.sleep(ttlNanos / 6);
      long asked = System.nanoTime();
      Answer answer = within(() -> lease.renew(token) ? Answer.HELD : Answer.LOST, Answer.UNKNOWN);
      if (answer == Answer.LOST) {
        LOG.warn("another member signs now: this one had token {}", token);
        return;
      }
      if (answer == Answer.HELD) renewed = asked;
      else if (System.nanoTime() - renewed > ttlNanos) {
        LOG.warn("the lease with token {} could not be renewed in time", token);
        return;
      }
    }
  }

  private enum Answer {
    HELD,
    LOST,
    UNKNOWN
  }

  /** Lets others have the turn at once. */
  void giveUp(long token) {
    within(
        () -> {
          lease.release(token);
          return true;
        },
        false);
  }

  /** Once for each kind of trouble, until there is another one or none. */
  private void complain(String trouble) {
    if (!trouble.equals(complaint.getAndSet(trouble))) LOG.warn("{}", trouble);
  }

  private <T> T within(Supplier<T> call, T otherwise) {
    var answer = CompletableFuture.supplyAsync(call, calls);
    try {
      T said = answer.get(ttlNanos / 2, TimeUnit.NANOSECONDS);
      complaint.set("");
      return said;
    } catch (TimeoutException e) {
      complain("the shared database does not answer");
    } catch (ExecutionException e) {
      complain("the shared database: " + e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return otherwise;
  }
}
