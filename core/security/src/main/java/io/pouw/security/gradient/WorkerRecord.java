package io.pouw.security.gradient;

/**
 * What is known of a worker.
 *
 * @param suspicion 0 to 1: how near it came to the limits, a decaying mean over its rounds
 * @param reputation 0 to 1: 1 for who never stood out
 * @param rounds how many of its updates have been judged
 */
public record WorkerRecord(double suspicion, double reputation, long rounds) {
  public static final WorkerRecord NEW = new WorkerRecord(0, 1, 0);

  /** How near the update of a round came to the limits, 0 to 1, enters the mean. */
  WorkerRecord suspected(double nearness, GradientPolicy policy) {
    double mean = policy.decay() * suspicion + (1 - policy.decay()) * nearness;
    return new WorkerRecord(mean, reputation, rounds + 1);
  }

  WorkerRecord judged(boolean anomalous, GradientPolicy policy) {
    double next =
        anomalous
            ? reputation * (1 - policy.penalty())
            : reputation + policy.recovery() * (1 - reputation);
    return new WorkerRecord(suspicion, next, rounds);
  }
}
