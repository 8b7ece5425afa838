package io.pouw.ledger;

/** Where a task stands. */
public enum TaskStatus {
  /** Waits for enough ticket holders; the escrow is paid in. */
  OPEN(false),
  /** Miners, supervisors, evaluators and verifiers are assigned; rounds run and are checked. */
  TRAINING(false),
  /** The last checkpoint is accepted; the client is to open the commitment to the test data. */
  REVEALING(false),
  /** The evaluators score the final state. */
  EVALUATING(false),
  /** Done; the reward is paid out. */
  SETTLED(true),
  /** Scored too low, or nobody is left to do it; the reward went back to the client. */
  FAILED(true),
  /** Not done by its deadline; the reward went back to the client. */
  EXPIRED(true),
  /** Taken back by the client before anybody was assigned. */
  CANCELLED(true);

  private final boolean isFinal;

  TaskStatus(boolean isFinal) {
    this.isFinal = isFinal;
  }

  /** Whether nothing can happen to the task any more. */
  public boolean isFinal() {
    return isFinal;
  }
}
