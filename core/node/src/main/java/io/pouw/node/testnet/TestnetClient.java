package io.pouw.node.testnet;

import io.pouw.ledger.Block;
import io.pouw.ledger.LedgerState;
import io.pouw.ledger.Transaction;
import io.pouw.ledger.TransactionBody;
import io.pouw.node.bus.Bus;
import io.pouw.node.bus.LedgerAdvanced;
import io.pouw.node.verticle.PouwNode;
import io.pouw.plugin.Signer;
import io.pouw.primitives.Address;
import io.pouw.primitives.KeyPair;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A client of one node: sends a note of its own every second, and counts those that became final.
 * Lives on one context of the node's Vert.x, and ends with it.
 */
final class TestnetClient {
  private static final long EVERY_MS = 1_000;
  private static final int NOTE_BYTES = 64;

  /** More than this wait only if nothing becomes final; then more of them would be no use. */
  private static final int MOST_WAITING = 16;

  private final Vertx vertx;
  private final Signer signer;
  private final TransactionBody note = new TransactionBody.Note(new byte[NOTE_BYTES]);
  private final AtomicLong processed = new AtomicLong();
  private LedgerState ledger;
  private long nextNonce;

  TestnetClient(PouwNode node, KeyPair keys) {
    this.vertx = node.vertx();
    this.signer = Signer.of(keys);
    this.ledger = node.ledger();
  }

  void start() {
    Context context = vertx.getOrCreateContext();
    context.runOnContext(begin -> {
      vertx.eventBus().<LedgerAdvanced>localConsumer(Bus.ADVANCED, event -> advanced(event.body()));
      vertx.setPeriodic(EVERY_MS, tick -> send());
    });
  }

  private void advanced(LedgerAdvanced event) {
    ledger = event.state();
    Address self = signer.address();
    for (Block block : event.blocks())
      for (Transaction each : block.transactions())
        if (each.sender().address().equals(self)) processed.incrementAndGet();
  }

  private void send() {
    long confirmed = ledger.account(signer.address()).map(account -> account.nonce()).orElse(0L);
    long nonce = Math.max(confirmed, nextNonce);
    if (nonce - confirmed >= MOST_WAITING) return;
    var next = Transaction.sign(signer, ledger.chainId(), nonce, ledger.leastFee(note), note);
    nextNonce = nonce + 1;
    // A nonce that was refused is used again.
    vertx.eventBus().request(Bus.SUBMIT, next).onFailure(refusal -> nextNonce = nonce);
  }

  /** How many became final; any thread. */
  long processed() {
    return processed.get();
  }
}
