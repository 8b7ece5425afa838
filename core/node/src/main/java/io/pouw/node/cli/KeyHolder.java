package io.pouw.node.cli;

import io.pouw.ledger.Genesis;
import io.pouw.ledger.LedgerState;
import io.pouw.ledger.Transaction;
import io.pouw.ledger.TransactionBody;
import io.pouw.plugin.Signer;
import io.pouw.primitives.Address;
import io.pouw.primitives.Amounts;
import io.pouw.primitives.Hash;
import io.pouw.primitives.KeyPair;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Somebody who signs transactions with his key and hands them to a node, one after the other. The
 * chain that he signs for is that of his own genesis file, whatever the node says.
 */
final class KeyHolder {
  private static final long LOOK_MS = 100;

  private final NodeApi api;
  private final Genesis genesis;
  private final KeyPair keys;
  private long nextNonce;

  KeyHolder(NodeApi api, Genesis genesis, KeyPair keys) {
    this.api = api;
    this.genesis = genesis;
    this.keys = keys;
  }

  Address address() {
    return keys.address();
  }

  /** What is bonded now, in base units. */
  long stake() throws IOException, InterruptedException {
    return api.json("accounts/" + address()).path("stake").path("units").asLong();
  }

  /**
   * Signs with the next nonce and the least fee, and hands it in.
   *
   * @throws IOException with the reason if the node does not take it
   */
  Hash send(TransactionBody body) throws IOException, InterruptedException {
    long confirmed = api.json("accounts/" + address()).path("nonce").asLong();
    long nonce = Math.max(confirmed, nextNonce);
    long fee = LedgerState.genesis(genesis).leastFee(body);
    var signed = Transaction.sign(Signer.of(keys), genesis.chainId(), nonce, fee, body);
    Hash id = api.submit(signed);
    nextNonce = nonce + 1;
    System.out.println(
        "sent     %s %s, fee %s PAI".formatted(body.kindName(), id, Amounts.format(fee)));
    return id;
  }

  /**
   * Waits until a transaction is final.
   *
   * @return whether it is, within that time
   */
  boolean awaitFinal(Hash id, Duration patience) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      var found = api.find("transactions/" + id);
      if (found.isPresent() && found.get().path("status").asText().equals("final")) {
        System.out.println("final    at height " + found.get().path("height").asLong());
        return true;
      }
      if (System.nanoTime() >= deadline) return false;
      TimeUnit.MILLISECONDS.sleep(LOOK_MS);
    }
  }
}
