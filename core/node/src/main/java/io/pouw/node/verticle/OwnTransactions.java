package io.pouw.node.verticle;

import io.pouw.ledger.LedgerState;
import io.pouw.ledger.Transaction;
import io.pouw.ledger.TransactionBody;
import io.pouw.plugin.Signer;
import io.pouw.primitives.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * This node's own transactions that are not in a final block yet, by nonce. When one of them fell
 * away, those behind it are signed anew with nonces that fit.
 */
final class OwnTransactions {
  private final Signer signer;
  private final TreeMap<Long, Transaction> waiting = new TreeMap<>();
  private final TreeMap<Long, Long> feeByNonce = new TreeMap<>();
  private long confirmed;

  OwnTransactions(KeyPair keys, LedgerState state) {
    this.signer = Signer.of(keys);
    this.confirmed = nonce(state);
  }

  /** Signs with the next free nonce. */
  Transaction sign(TransactionBody body, LedgerState state) {
    long nonce = waiting.isEmpty() ? confirmed : waiting.lastKey() + 1;
    return remember(body, nonce, state);
  }

  /** Forgets one that was refused. */
  void withdraw(Transaction transaction) {
    waiting.remove(transaction.nonce(), transaction);
  }

  List<Transaction> unconfirmed() {
    return List.copyOf(waiting.values());
  }

  /**
   * Takes note of a new final state: forgets what is in it and what the ledger would not take any
   * more; gives what had to be signed anew because of that.
   */
  List<Transaction> advance(LedgerState state) {
    confirmed = nonce(state);
    waiting.headMap(confirmed, false).clear();
    feeByNonce.headMap(confirmed, false).clear();
    waiting.values().removeIf(each -> state.admit(each).isPresent());
    if (waiting.isEmpty() || waiting.lastKey() == confirmed + waiting.size() - 1) return List.of();
    var bodies = waiting.values().stream().map(Transaction::body).toList();
    waiting.clear();
    var renewed = new ArrayList<Transaction>();
    for (TransactionBody body : bodies)
      renewed.add(remember(body, confirmed + renewed.size(), state));
    return renewed;
  }

  private Transaction remember(TransactionBody body, long nonce, LedgerState state) {
    // A nonce that was used before may still wait in others' mempools, and gives way to a higher
    // fee.
    long fee = Math.max(state.leastFee(body), feeByNonce.getOrDefault(nonce, -1L) + 1);
    feeByNonce.put(nonce, fee);
    var transaction = Transaction.sign(signer, state.chainId(), nonce, fee, body);
    waiting.put(nonce, transaction);
    return transaction;
  }

  private long nonce(LedgerState state) {
    return state.account(signer.address()).map(account -> account.nonce()).orElse(0L);
  }
}
