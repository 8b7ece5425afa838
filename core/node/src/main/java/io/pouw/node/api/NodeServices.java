package io.pouw.node.api;

import io.pouw.ledger.LedgerState;
import io.pouw.ledger.TaskState;
import io.pouw.ledger.Transaction;
import io.pouw.node.economics.Economics;
import io.pouw.node.payout.PayoutService;
import io.pouw.plugin.Figures;
import io.pouw.plugin.PrivacyLoss;
import io.pouw.primitives.Hash;
import io.pouw.security.SecurityAlert;
import io.pouw.security.audit.AuditEvent;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/**
 * What the API needs of the node. All but {@link #chain}, {@link #audit} and {@link #privacyLoss}
 * is called on the API's event loop and must not block it.
 */
public interface NodeServices {
  /** The ledger after the last final block. */
  LedgerState ledger();

  /** The final blocks and what is looked up in them. Blocks on the disk; called on a worker. */
  ChainReader chain();

  NodeStatus status();

  List<PeerInfo> peers();

  /** The last security alerts, oldest first. */
  List<SecurityAlert> securityAlerts();

  /** Something that is to stand in the audit log. */
  void audited(AuditEvent event);

  /**
   * Entries of the audit log from a sequence on, or from the oldest that is kept. Blocks on the
   * disk; called on a worker.
   */
  AuditPage audit(long from, int limit);

  /** Whether the process lives. */
  Health liveness();

  /** Whether the node can serve: follows the chain, its disk can be written, and so on. */
  Health readiness();

  /** In Prometheus' text format 0.0.4. Blocks on the store; called on a worker. */
  String metrics();

  /** A transaction that waits in this node's mempool. */
  Optional<Transaction> pending(Hash id);

  /**
   * Takes a transaction of this chain, whose signature holds, into the mempool and spreads it.
   *
   * @return its id; fails with {@link Problem}: CONFLICT if it is known or its nonce is used,
   *     UNPROCESSABLE if the ledger would refuse it (not covered, say), UNAVAILABLE if the mempool
   *     is full
   */
  Future<Hash> submit(Transaction transaction);

  /**
   * Makes blobs of the data, commits to them, and submits the task with the node's key.
   *
   * @return the task's id; fails with {@link Problem} as {@link #submit} does, or with {@link
   *     IllegalArgumentException} if spec, data or amounts do not fit, with the reason
   */
  Future<Hash> submitTask(TaskRequest request);

  /**
   * What a task with differential privacy has given away so far; empty for others, and if this node
   * does not hold its data. Blocks on the disk; called on a worker.
   */
  Optional<PrivacyLoss> privacyLoss(TaskState task);

  /**
   * What the evaluators' scores of a task mean in the words of its type, such as accuracy or r2;
   * empty before they are there, and if this node has no such type.
   */
  Optional<Figures> figures(TaskState task);

  /** The JSON Schema of a task type's specs; empty if this node has no such type, or it none. */
  Optional<String> taskSchema(String taskType);

  /** The model file of a settled task; empty if this node does not have the model's bytes. */
  Future<Optional<byte[]>> model(Hash task);

  /** The management of workers, pools and scores; empty if this node does not do it. */
  default Optional<Economics> economics() {
    return Optional.empty();
  }

  /** The cluster that this node is a member of; empty if it is all of itself. */
  default Optional<ClusterStatus> cluster() {
    return Optional.empty();
  }

  /** What pays people; empty if this node pays on no rail. Its calls block. */
  default Optional<PayoutService> payouts() {
    return Optional.empty();
  }

  /** Asks peers to review the last scores; how many votes came. */
  default Future<Integer> reviewScores() {
    return Future.failedFuture(
        new Problem(Problem.Kind.NOT_FOUND, "this node scores no workers: see management.enabled"));
  }

  /** The event bus address on which this node publishes {@link NodeEvents}. */
  default String eventAddress() {
    return NodeEvents.ADDRESS;
  }
}
