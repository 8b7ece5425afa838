package io.pouw.simulation;

import io.pouw.ledger.Account;
import io.pouw.ledger.LedgerState;
import io.pouw.ledger.Parameter;
import io.pouw.ledger.Transaction;
import io.pouw.ledger.TransactionBody;
import io.pouw.plugin.Signer;
import io.pouw.primitives.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * A node's own transactions that are not in a final block yet, by nonce. When one of them fell
 * away, those behind it are signed anew with nonces that fit.
 */
final class SimulatedWallet {
  private final Signer signer;
  private final TreeMap<Long, Transaction> waiting = new TreeMap<>();
  private long signed;

  SimulatedWallet(KeyPair keys) {
    signer = Signer.of(keys);
  }

  /** Signs with the next free nonce. */
  Transaction sign(TransactionBody body, LedgerState state) {
    return sign(body, waiting.isEmpty() ? nonce(state) : waiting.lastKey() + 1, state);
  }

  /** The fee rises each time, for the same nonce may wait elsewhere with what fell away. */
  private Transaction sign(TransactionBody body, long nonce, LedgerState state) {
    long fee = state.parameters().get(Parameter.BASE_FEE) + signed++;
    var transaction = Transaction.sign(signer, state.chainId(), nonce, fee, body);
    waiting.put(nonce, transaction);
    return transaction;
  }

  /** What still waits after a new final state, to be sent again. */
  List<Transaction> advance(LedgerState state) {
    long next = nonce(state);
    waiting.headMap(next, false).clear();
    waiting.values().removeIf(each -> state.admit(each).isPresent());
    if (!waiting.isEmpty() && waiting.lastKey() != next + waiting.size() - 1) {
      var bodies = waiting.values().stream().map(Transaction::body).toList();
      waiting.clear();
      for (TransactionBody body : bodies) sign(body, next + waiting.size(), state);
    }
    return new ArrayList<>(waiting.values());
  }

  private long nonce(LedgerState state) {
    return state.account(signer.address()).map(Account::nonce).orElse(0L);
  }
}
