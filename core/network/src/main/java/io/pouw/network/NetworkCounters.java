package io.pouw.network;

import io.pouw.network.NetworkStats.Traffic;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What {@link NetworkStats} shows. Thread-safe. */
final class NetworkCounters {
  /** The label of the transport's own frames. */
  static final String CONTROL = "control";

  /** Peers choose topics: beyond so many different ones, the rest is counted together. */
  private static final int MAX_LABELS = 256;

  private static final String OTHERS = "others";

  final LongAdder refusedHandshakes = new LongAdder();
  final LongAdder badFrames = new LongAdder();
  final LongAdder droppedOut = new LongAdder();
  final LongAdder droppedIn = new LongAdder();
  final LongAdder duplicates = new LongAdder();
  final LongAdder reconnects = new LongAdder();
  final LongAdder cutOff = new LongAdder();

  private final Map<String, Tally> in = new ConcurrentHashMap<>();
  private final Map<String, Tally> out = new ConcurrentHashMap<>();

  private record Tally(LongAdder messages, LongAdder bytes) {
    Traffic traffic() {
      return new Traffic(messages.sum(), bytes.sum());
    }
  }

  void countIn(String label, long bytes) {
    count(in, label, bytes);
  }

  void countOut(String label, long bytes) {
    count(out, label, bytes);
  }

  private static void count(Map<String, Tally> tallies, String label, long bytes) {
    String known = tallies.size() < MAX_LABELS || tallies.containsKey(label) ? label : OTHERS;
    Tally tally = tallies.computeIfAbsent(known, _ -> new Tally(new LongAdder(), new LongAdder()));
    tally.messages.increment();
    tally.bytes.add(bytes);
  }

  NetworkStats snapshot(int peers) {
    Map<String, Traffic> inByTopic = byTopic(in);
    Map<String, Traffic> outByTopic = byTopic(out);
    return new NetworkStats(
        peers,
        sum(inByTopic),
        sum(outByTopic),
        inByTopic,
        outByTopic,
        refusedHandshakes.sum(),
        badFrames.sum(),
        droppedOut.sum(),
        droppedIn.sum(),
        duplicates.sum(),
        reconnects.sum(),
        cutOff.sum());
  }

  private static Map<String, Traffic> byTopic(Map<String, Tally> tallies) {
    var byTopic = new TreeMap<String, Traffic>();
    tallies.forEach((label, tally) -> byTopic.put(label, tally.traffic()));
    return byTopic;
  }

  private static Traffic sum(Map<String, Traffic> byTopic) {
    return byTopic.values().stream()
        .reduce(
            new Traffic(0, 0),
            (a, b) -> new Traffic(a.messages() + b.messages(), a.bytes() + b.bytes()));
  }
}
