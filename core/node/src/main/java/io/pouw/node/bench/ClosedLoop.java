package io.pouw.node.bench;

import io.pouw.ledger.Block;
import io.pouw.ledger.Transaction;
import io.pouw.node.bus.Bus;
import io.pouw.node.bus.LedgerAdvanced;
import io.pouw.node.verticle.PouwNode;
import io.pouw.primitives.Hash;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Clients of one node: each account has so many transactions under way, and sends the next when one
 * is final and durable at the node. Lives on one context of the node's Vert.x.
 */
final class ClosedLoop {
  private record Sent(int account, long nanos) {}

  private final Vertx vertx;
  private final Context context;
  private final Requests requests;
  private final int window;
  private final long pauseMs;
  private final Map<Hash, Sent> underWay = new HashMap<>();
  private long[] finalNanos = new long[1024];
  private long[] tookNanos = new long[1024];
  private int count;
  private long refused;
  private boolean stopped;
  private boolean exhausted;

  /**
   * @param window transactions of an account under way at once
   * @param pauseMs between the end of one and the next; 0 for none
   */
  ClosedLoop(PouwNode node, Requests requests, int window, long pauseMs) {
    this.vertx = node.vertx();
    this.context = vertx.getOrCreateContext();
    this.requests = requests;
    this.window = window;
    this.pauseMs = pauseMs;
  }

  void start() {
    context.runOnContext(begin -> {
      vertx.eventBus().<LedgerAdvanced>localConsumer(Bus.ADVANCED, event -> advanced(event.body()));
      for (int account = 0; account < requests.byAccount().size(); account++)
        for (int i = 0; i < window; i++) send(account);
    });
  }

  void stop() {
    context.runOnContext(end -> stopped = true);
  }

  private void send(int account) {
    ArrayDeque<Transaction> queue = requests.byAccount().get(account);
    Transaction next = queue.poll();
    if (stopped) return;
    if (next == null) {
      exhausted = true;
      return;
    }
    underWay.put(next.id(), new Sent(account, System.nanoTime()));
    vertx
        .eventBus()
        .request(Bus.SUBMIT, next)
        .onFailure(refusal -> {
          refused++;
          underWay.remove(next.id());
        });
  }

  private void advanced(LedgerAdvanced event) {
    long now = System.nanoTime();
    for (Block block : event.blocks())
      for (Transaction each : block.transactions()) {
        Sent sent = underWay.remove(each.id());
        if (sent == null) continue;
        record(now, now - sent.nanos());
        if (pauseMs == 0) send(sent.account());
        else vertx.setTimer(pauseMs, fired -> send(sent.account()));
      }
  }

  private void record(long now, long took) {
    if (count == finalNanos.length) {
      finalNanos = Arrays.copyOf(finalNanos, 2 * count);
      tookNanos = Arrays.copyOf(tookNanos, 2 * count);
    }
    finalNanos[count] = now;
    tookNanos[count++] = took;
  }

  /**
   * Milliseconds from submission to finality of the transactions that became final in a span of
   * {@link System#nanoTime}. After {@link #stop} only.
   */
  double[] millisBetween(long from, long to) {
    double[] millis = new double[count];
    int found = 0;
    for (int i = 0; i < count; i++)
      if (finalNanos[i] >= from && finalNanos[i] < to) millis[found++] = tookNanos[i] / 1e6;
    return Arrays.copyOf(millis, found);
  }

  /** Whether an account had nothing left to send. After {@link #stop} only. */
  boolean exhausted() {
    return exhausted;
  }

  /** How many the node did not take. */
  long refused() {
    return refused;
  }
}
