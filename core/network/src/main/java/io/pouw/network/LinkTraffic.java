package io.pouw.network;

import java.util.concurrent.atomic.LongAdder;

/** What went over one connection; counts for the whole network, too. Thread-safe. */
final class LinkTraffic {
  private final NetworkCounters counters;
  private final LongAdder messagesIn = new LongAdder();
  private final LongAdder messagesOut = new LongAdder();
  private final LongAdder bytesIn = new LongAdder();
  private final LongAdder bytesOut = new LongAdder();

  LinkTraffic(NetworkCounters counters) {
    this.counters = counters;
  }

  void countIn(String topic, long bytes) {
    messagesIn.increment();
    bytesIn.add(bytes);
    counters.countIn(topic.isEmpty() ? NetworkCounters.CONTROL : topic, bytes);
  }

  void countOut(OutgoingFrame frame) {
    messagesOut.increment();
    bytesOut.add(frame.bytes());
    counters.countOut(frame.label(), frame.bytes());
  }

  void countDropped() {
    counters.droppedOut.increment();
  }

  long messagesIn() {
    return messagesIn.sum();
  }

  long messagesOut() {
    return messagesOut.sum();
  }

  long bytesIn() {
    return bytesIn.sum();
  }

  long bytesOut() {
    return bytesOut.sum();
  }
}
