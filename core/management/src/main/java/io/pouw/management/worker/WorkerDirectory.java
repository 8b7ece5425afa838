package io.pouw.management.worker;

import io.pouw.primitives.Address;
import io.pouw.primitives.Hash;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes registrations and heartbeats, and notices who is silent. Time and random bytes come in.
 * Blocks on the store; safe for many threads.
 */
public final class WorkerDirectory {
  /** Workers of one registry. */
  public static final int MAX_WORKERS = 100_000;

  private static final int MAX_PROBES = MAX_WORKERS;

  private final WorkerStore store;
  private final Challenges challenges;
  private final HealthRules rules;
  private final Hash chainId;

  /** The probe that waits for each worker's echo, those heard last. */
  private final Map<Address, Probe> probes =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Address, Probe> eldest) {
          return size() > MAX_PROBES;
        }
      };

  /** A question that a worker sends back at once; the time in between is its latency. */
  private record Probe(byte[] token, long number, long sentNanos) {}

  /** What is answered to a heartbeat: whether it ended a silence, and what to send back at once. */
  public record Answer(WorkerStatus before, byte[] probe) {}

  public WorkerDirectory(
      WorkerStore store, Challenges challenges, HealthRules rules, Hash chainId) {
    this.store = store;
    this.challenges = challenges;
    this.rules = rules;
    this.chainId = chainId;
  }

  public WorkerStore store() {
    return store;
  }

  public HealthRules rules() {
    return rules;
  }

  /** A challenge for a registration, around random bytes. */
  public byte[] challenge(byte[] random, long nowMs) {
    return challenges.issue(random, nowMs);
  }

  /**
   * Registers a worker, or renews what is known of it.
   *
   * @throws WorkerRefusedException if its texts are too long, or the signature or the challenge
   *     does not hold
   */
  public RegisteredWorker register(Registration wish, long nowMs) {
    sized("name", wish.name(), Registration.MAX_NAME_BYTES);
    sized("account", wish.account(), Registration.MAX_ACCOUNT_BYTES);
    if (!wish.holds(chainId))
      throw new WorkerRefusedException(
          "the signature is not that of %s over this registration on the chain %s"
              .formatted(wish.address(), chainId));
    if (store.find(wish.address()).isEmpty() && store.count() >= MAX_WORKERS)
      throw new WorkerRefusedException(
          "this registry has %d workers, its most".formatted(MAX_WORKERS));
    challenges.redeem(wish.challenge(), nowMs);
    return store.register(wish, nowMs);
  }

  /**
   * Takes a heartbeat.
   *
   * @param token random bytes for the probe
   * @param nanos a clock for intervals
   * @throws WorkerRefusedException if the worker is not registered, the signature does not hold, or
   *     the number is not new
   */
  public Answer beat(Heartbeat beat, byte[] token, long nowMs, long nanos) {
    RegisteredWorker worker = known(beat.worker());
    if (!beat.holds(chainId, worker.key()))
      throw new WorkerRefusedException(
          "the signature is not that of %s over this heartbeat".formatted(beat.worker()));
    WorkerStatus before =
        store
            .beat(beat, nowMs)
            .orElseThrow(() ->
                new WorkerRefusedException(
                    "heartbeat %d of %s was there: expected a greater number"
                        .formatted(beat.number(), beat.worker())));
    synchronized (probes) {
      probes.remove(beat.worker());
      probes.put(beat.worker(), new Probe(token.clone(), beat.number(), nanos));
    }
    return new Answer(before, token);
  }

  /**
   * Takes the echo of a probe.
   *
   * @return the measured time between the answer and the echo, in microseconds
   * @throws WorkerRefusedException if no such probe waits
   */
  public long echo(Address worker, byte[] token, long nanos) {
    @Nullable Probe probe;
    synchronized (probes) {
      probe = probes.get(worker);
      if (probe == null || !MessageDigest.isEqual(probe.token(), token))
        throw new WorkerRefusedException("no such probe waits for an echo of " + worker);
      probes.remove(worker);
    }
    long micros = Math.max(1, (nanos - probe.sentNanos()) / 1_000);
    store.latency(worker, probe.number(), micros);
    return micros;
  }

  /** Looks for silent workers; call it about once an interval. */
  public List<StatusChange> sweep(long nowMs) {
    return store.sweep(rules, nowMs);
  }

  private RegisteredWorker known(Address worker) {
    return store
        .find(worker)
        .orElseThrow(() ->
            new WorkerRefusedException(
                worker + " is not registered here: pouw worker register comes first"));
  }

  private static void sized(String what, String text, int most) {
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    if (bytes < 1 || bytes > most)
      throw new WorkerRefusedException(
          "a worker's %s has 1 to %d bytes, not %d".formatted(what, most, bytes));
  }
}
