package io.pouw.node.bench;

import io.pouw.plugin.PayoutChannel;
import java.util.List;
import java.util.function.Supplier;

/** Counts the time in which a channel waits for its network. Signing is not counted. */
final class TimedChannel implements PayoutChannel {
  private final PayoutChannel channel;
  private long nanos;

  TimedChannel(PayoutChannel channel) {
    this.channel = channel;
  }

  void reset() {
    nanos = 0;
  }

  double seconds() {
    return nanos / 1e9;
  }

  private <T> T timed(Supplier<T> work) {
    long start = System.nanoTime();
    try {
      return work.get();
    } finally {
      nanos += System.nanoTime() - start;
    }
  }

  @Override
  public String account() {
    return channel.account();
  }

  @Override
  public String network() {
    return channel.network();
  }

  @Override
  public Funds funds() {
    return timed(channel::funds);
  }

  @Override
  public Quote quote(List<Payment> batch) {
    return timed(() -> channel.quote(batch));
  }

  @Override
  public List<SignedPayment> sign(List<Payment> batch) {
    return channel.sign(batch);
  }

  @Override
  public Receipt broadcast(SignedPayment payment) {
    return timed(() -> channel.broadcast(payment));
  }

  @Override
  public Status status(SignedPayment payment) {
    return timed(() -> channel.status(payment));
  }

  @Override
  public void close() {
    channel.close();
  }
}
