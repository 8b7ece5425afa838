package io.pouw.network;

import io.pouw.primitives.Address;
import io.pouw.primitives.Hash;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * The gossip messages seen last, without their payloads: recognises duplicates, and shows an
 * operator what went by. When full, the oldest is forgotten. Thread-safe.
 */
public final class MessageHistory {
  /**
   * A message that went by.
   *
   * @param messageId its id
   * @param senderId who made it
   * @param type its topic
   * @param timestampMs when it was made, by the sender's clock
   * @param priority from 1, low, to 10, high
   * @param bytes length of its payload
   */
  public record Entry(
      Hash messageId, Address senderId, String type, long timestampMs, int priority, int bytes) {}

  private final int maxSize;
  private final LinkedHashMap<Hash, Entry> index = new LinkedHashMap<>();

  public MessageHistory(int maxSize) {
    this.maxSize = maxSize;
  }

  /** Whether the message is new; it is remembered from now on. */
  public synchronized boolean add(NetworkMessage message) {
    var entry =
        new Entry(
            message.messageId(),
            message.senderId(),
            message.type(),
            message.timestampMs(),
            message.priority(),
            message.data().length);
    if (index.putIfAbsent(entry.messageId(), entry) != null) return false;
    if (index.size() > maxSize) index.pollFirstEntry();
    return true;
  }

  public synchronized boolean contains(Hash messageId) {
    return index.containsKey(messageId);
  }

  public synchronized Optional<Entry> find(Hash messageId) {
    return Optional.ofNullable(index.get(messageId));
  }

  /** What is remembered, oldest first. */
  public synchronized List<Entry> messages() {
    return List.copyOf(index.values());
  }
}
