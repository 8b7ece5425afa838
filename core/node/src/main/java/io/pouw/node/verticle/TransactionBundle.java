package io.pouw.node.verticle;

import io.pouw.ledger.Transaction;
import io.pouw.primitives.CodecException;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Transactions that travel together: an envelope with its own signature around each would cost more
 * than the transaction.
 */
record TransactionBundle(List<Transaction> transactions) implements Encodable {
  static final int MAX_TRANSACTIONS = 4096;

  /** One transaction of the greatest size, or many that are shorter. */
  static final int MAX_BYTES = Transaction.MAX_BYTES + 64 * 1024;

  /** How long a transaction waits for others. */
  static final long PATIENCE_MS = 3;

  private static final int FULL_BYTES = 64 * 1024;

  TransactionBundle {
    transactions = List.copyOf(transactions);
  }

  /**
   * Reads what a peer sent.
   *
   * @throws CodecException if it is none, empty or too large
   */
  static TransactionBundle decode(byte[] bytes) {
    if (bytes.length > MAX_BYTES)
      throw new CodecException(
          "a bundle of " + bytes.length + " bytes, expected at most " + MAX_BYTES);
    return Decoder.whole(
        bytes,
        in -> {
          List<Transaction> read = in.list(MAX_TRANSACTIONS, Transaction::decode);
          if (read.isEmpty()) throw in.error("an empty bundle");
          return new TransactionBundle(read);
        });
  }

  @Override
  public void encode(Encoder out) {
    out.list(transactions);
  }

  /**
   * Collects transactions into bundles: one that comes after a pause leaves at once, those that
   * follow closely leave together. Not thread-safe.
   */
  static final class Packer {
    private static final long PAUSE_NANOS = Duration.ofMillis(PATIENCE_MS).toNanos();

    private final LongSupplier nanoTime;
    private List<Transaction> waiting = new ArrayList<>();
    private int bytes;
    private long lastNanos;

    /** A packer with a clock of its own, such as {@link System#nanoTime}. */
    Packer(LongSupplier nanoTime) {
      this.nanoTime = nanoTime;
      this.lastNanos = nanoTime.getAsLong() - PAUSE_NANOS;
    }

    /** Takes a transaction; gives what has to leave now. */
    List<TransactionBundle> add(Transaction next) {
      var ready = new ArrayList<TransactionBundle>();
      if (bytes + next.bytes() > FULL_BYTES) flush().ifPresent(ready::add);
      waiting.add(next);
      bytes += next.bytes();
      boolean full = bytes > FULL_BYTES || waiting.size() == MAX_TRANSACTIONS;
      if (full || nanoTime.getAsLong() - lastNanos >= PAUSE_NANOS) flush().ifPresent(ready::add);
      return ready;
    }

    boolean isEmpty() {
      return waiting.isEmpty();
    }

    /** What waits. */
    Optional<TransactionBundle> flush() {
      lastNanos = nanoTime.getAsLong();
      if (waiting.isEmpty()) return Optional.empty();
      var bundle = new TransactionBundle(waiting);
      waiting = new ArrayList<>();
      bytes = 0;
      return Optional.of(bundle);
    }
  }
}
