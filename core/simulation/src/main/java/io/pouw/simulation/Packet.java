package io.pouw.simulation;

import io.pouw.consensus.ConsensusMessage;
import io.pouw.ledger.Transaction;
import io.pouw.primitives.CodecException;
import io.pouw.primitives.Decoder;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Bytes on their way. What the bytes say is read by the production codec when the first receiver
 * looks, and kept: decoding is a function of the bytes, so the other receivers of a broadcast need
 * not do it again.
 */
final class Packet {
  /** What the bytes are; stands for the topic of the transport. */
  enum Topic {
    CONSENSUS,
    TRANSACTION,
    WORK
  }

  private final Topic topic;
  private final byte[] bytes;
  private boolean read;
  private @Nullable Object content;

  Packet(Topic topic, byte[] bytes) {
    this.topic = topic;
    this.bytes = bytes;
  }

  static Packet of(ConsensusMessage message) {
    return new Packet(Topic.CONSENSUS, message.toBytes());
  }

  Topic topic() {
    return topic;
  }

  byte[] bytes() {
    return bytes;
  }

  /** The same with other bytes. */
  Packet with(byte[] other) {
    return new Packet(topic, other);
  }

  /** Nothing if the bytes are no message. */
  Optional<ConsensusMessage> consensus() {
    return content(ConsensusMessage.class);
  }

  /** Nothing if the bytes are no transaction. */
  Optional<Transaction> transaction() {
    return content(Transaction.class);
  }

  private <T> Optional<T> content(Class<T> type) {
    if (!read) {
      content = decode();
      read = true;
    }
    return Optional.ofNullable(content).map(type::cast);
  }

  private @Nullable Object decode() {
    try {
      return switch (topic) {
        case CONSENSUS -> ConsensusMessage.decode(bytes);
        case TRANSACTION -> transaction(bytes);
        case WORK -> bytes;
      };
    } catch (CodecException damaged) {
      return null;
    }
  }

  private static Transaction transaction(byte[] bytes) {
    if (bytes.length > Transaction.MAX_BYTES)
      throw new CodecException("a transaction of " + bytes.length + " bytes");
    return Decoder.whole(bytes, Transaction::decode);
  }
}
