package io.pouw.node.bench;

import io.pouw.ledger.Transaction;
import java.util.ArrayDeque;
import java.util.List;

/**
 * What a benchmark's clients of one node ask for, as signed transactions: each carries one request
 * of one client, or a bundle of requests that a gateway signed.
 *
 * @param perTransaction requests in each transaction
 * @param byAccount what each account sends, in the order of its nonces
 */
record Requests(int perTransaction, List<ArrayDeque<Transaction>> byAccount) {
  int transactions() {
    return byAccount.stream().mapToInt(ArrayDeque::size).sum();
  }
}
