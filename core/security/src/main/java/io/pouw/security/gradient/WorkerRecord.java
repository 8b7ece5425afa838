package io.pouw.security.gradient;

/**
 * What is known of a worker.
 *
 * @param suspicion 0 to 1: how near it came to the limits, a decaying mean over its rounds
 * @param reputation 0 to 1: 1 for who never stood out
 * @param anomalous in how many rounds it stood out
 */
public record WorkerRecord(double suspicion, double reputation, int anomalous) {
  public static final WorkerRecord NEW = new WorkerRecord(0, 1, 0);

  /** Whether it stood out so often of late that it is to be named. */
  public boolean isPoisoner() {
    return anomalous >= GradientPolicy.LEAST_ROUNDS && reputation < GradientPolicy.LEAST_REPUTATION;
  }

  /** How near the update of a round came to the limits, 0 to 1, enters the mean. */
  WorkerRecord suspected(double nearness, GradientPolicy policy) {
    double mean = policy.decay() * suspicion + (1 - policy.decay()) * nearness;
    return new WorkerRecord(mean, reputation, anomalous);
  }

  WorkerRecord judged(boolean stoodOut, GradientPolicy policy) {
    return stoodOut
        ? new WorkerRecord(suspicion, reputation * (1 - policy.penalty()), anomalous + 1)
        : new WorkerRecord(suspicion, reputation + policy.recovery() * (1 - reputation), anomalous);
  }
}
