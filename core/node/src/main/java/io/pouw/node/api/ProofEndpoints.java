package io.pouw.node.api;

import io.pouw.ledger.LedgerState;
import io.pouw.ledger.StateKey;
import io.pouw.node.proof.EntryProof;
import io.pouw.primitives.Address;
import io.pouw.primitives.Hash;
import io.vertx.core.Future;
import java.util.Map;

/** Proofs of accounts and tasks for those who do not trust this node. */
final class ProofEndpoints {
  private final NodeServices node;
  private final Worker worker;

  ProofEndpoints(NodeServices node, Worker worker) {
    this.node = node;
    this.worker = worker;
  }

  Map<String, Endpoint> endpoints() {
    return Map.of("getAccountProof", this::account, "getTaskProof", this::task);
  }

  private Future<Answer> account(Call call) {
    Address address = AccountEndpoints.address(call);
    return proof(StateKey.account(address), "account " + address);
  }

  private Future<Answer> task(Call call) {
    Hash id = call.id();
    return proof(StateKey.task(id), "task " + id);
  }

  private Future<Answer> proof(StateKey key, String what) {
    LedgerState ledger = node.ledger();
    ChainReader chain = node.chain();
    if (ledger.height() == 0)
      throw new Problem(
          Problem.Kind.UNAVAILABLE, "no block is final yet, and genesis proves itself");
    return worker.run(() ->
        EntryProof.of(ledger, chain, key)
            .map(proof -> Answer.bytes(proof.toBytes()))
            .orElseThrow(() ->
                Problem.notFound("the ledger of height " + ledger.height() + " has no " + what)));
  }
}
