package io.pouw.node.api;

import io.pouw.ledger.Block;
import io.pouw.ledger.LedgerEvent;
import io.pouw.ledger.Transaction;
import io.pouw.node.epoch.EpochProof;
import io.pouw.primitives.Address;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;
import io.pouw.storage.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The index entries by which {@link StoredChain} finds things. Whoever commits a block to the chain
 * store commits {@link #changes} with it. What genesis gave is in no block; its reader adds that.
 *
 * <p>Keys: {@code t} id: place of a transaction; {@code o} height index: the transactions in order;
 * {@code a} address height sequence: an account's events; {@code e} number: the {@link EpochProof}
 * of an epoch that has ended. Numbers are big-endian, so that keys are ordered as the chain is.
 */
public final class ChainIndex {
  private ChainIndex() {}

  /** What a block adds. */
  public static List<Change> changes(Block block, List<LedgerEvent> events) {
    var changes = new ArrayList<Change>(events(block.height(), events));
    for (int i = 0; i < block.transactions().size(); i++) {
      Transaction transaction = block.transactions().get(i);
      byte[] place = new Encoder(12).i64(block.height()).u32(i).toBytes();
      changes.add(new Change(transactionKey(transaction.id()), Optional.of(place)));
      changes.add(new Change(orderKey(block.height(), i), Optional.of(transaction.id().toBytes())));
    }
    return changes;
  }

  /** The keys by which a block's transactions are found; what accounts lived through has others. */
  public static List<byte[]> transactionKeys(Block block) {
    var keys = new ArrayList<byte[]>();
    for (int i = 0; i < block.transactions().size(); i++) {
      keys.add(transactionKey(block.transactions().get(i).id()));
      keys.add(orderKey(block.height(), i));
    }
    return keys;
  }

  private static List<Change> events(long height, List<LedgerEvent> events) {
    var changes = new ArrayList<Change>();
    for (int i = 0; i < events.size(); i++) {
      LedgerEvent event = events.get(i);
      changes.add(new Change(historyKey(event.account(), height, i), Optional.of(event.toBytes())));
    }
    return changes;
  }

  /** What the closing block of an epoch adds. */
  public static Change handOver(long endedEpoch, EpochProof proof) {
    return new Change(epochKey(endedEpoch), Optional.of(proof.toBytes()));
  }

  static byte[] epochKey(long number) {
    return new Encoder(9).u8('e').i64(number).toBytes();
  }

  static byte[] transactionKey(Hash id) {
    return new Encoder(33).u8('t').hash(id).toBytes();
  }

  static byte[] orderPrefix() {
    return new byte[] {'o'};
  }

  static byte[] orderKey(long height, int index) {
    return new Encoder(13).u8('o').i64(height).u32(index).toBytes();
  }

  static byte[] historyPrefix(Address account) {
    return new Encoder(21).u8('a').address(account).toBytes();
  }

  static byte[] historyKey(Address account, long height, int sequence) {
    return new Encoder(33).u8('a').address(account).i64(height).u32(sequence).toBytes();
  }
}
