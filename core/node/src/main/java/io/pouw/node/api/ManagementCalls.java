package io.pouw.node.api;

import io.pouw.ledger.LedgerState;
import io.pouw.management.pool.PoolRefusedException;
import io.pouw.management.worker.WorkerRefusedException;
import io.pouw.node.economics.Economics;
import io.pouw.primitives.CodecException;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.HexFormat;

/** Runs what is asked of the management off the event loop, and says its refusals over HTTP. */
final class ManagementCalls {
  private final NodeServices node;
  private final Worker pool;

  ManagementCalls(NodeServices node, Worker pool) {
    this.node = node;
    this.pool = pool;
  }

  /** What is done with the store; it blocks. */
  @FunctionalInterface
  interface Work {
    JsonObject run(Economics economics, LedgerState ledger);
  }

  Future<Answer> ok(Work work) {
    return answer(200, work);
  }

  Future<Answer> answer(int status, Work work) {
    var economics = node.economics();
    if (economics.isEmpty())
      return Future.failedFuture(
          Problem.notFound(
              "this node does not manage workers: start it with management.enabled=true"));
    LedgerState ledger = node.ledger();
    return pool.run(() -> Answer.json(status, guarded(work, economics.get(), ledger)));
  }

  private static JsonObject guarded(Work work, Economics economics, LedgerState ledger) {
    try {
      return work.run(economics, ledger);
    } catch (WorkerRefusedException e) {
      throw new Problem(Problem.Kind.UNPROCESSABLE, String.valueOf(e.getMessage()));
    } catch (PoolRefusedException e) {
      throw new Problem(Problem.Kind.CONFLICT, String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException | CodecException e) {
      throw Problem.invalid(String.valueOf(e.getMessage()));
    }
  }

  static byte[] hex(JsonObject body, String name) {
    return HexFormat.of().parseHex(body.getString(name));
  }
}
