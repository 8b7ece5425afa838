package io.pouw.consensus;

import io.pouw.consensus.ConsensusInput.MessageReceived;
import io.pouw.primitives.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Messages of the next epoch that came before this one had ended here. Few are kept, of each sender
 * fewer: what is dropped is sent again by whoever waits for an answer.
 */
final class EarlyMessages {
  static final int MAX_MESSAGES = 4 * Limits.MAX_VALIDATORS;
  private static final int MAX_MESSAGES_OF_ONE = 8;
  static final long MAX_BYTES = 2L * Limits.MAX_CANDIDATE_BYTES;

  private final List<MessageReceived> kept = new ArrayList<>();
  private final Map<PublicKey, Integer> counts = new TreeMap<>();
  private long bytes;

  void add(PublicKey from, ConsensusMessage message) {
    int size = message.toBytes().length;
    if (kept.size() >= MAX_MESSAGES || bytes + size > MAX_BYTES) return;
    if (counts.merge(from, 1, Integer::sum) > MAX_MESSAGES_OF_ONE) return;
    kept.add(new MessageReceived(from, message));
    bytes += size;
  }

  int size() {
    return kept.size();
  }

  long bytes() {
    return bytes;
  }

  List<MessageReceived> drain() {
    List<MessageReceived> all = List.copyOf(kept);
    kept.clear();
    counts.clear();
    bytes = 0;
    return all;
  }
}
