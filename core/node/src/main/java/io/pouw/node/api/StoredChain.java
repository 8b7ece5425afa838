package io.pouw.node.api;

import io.pouw.consensus.Certificate;
import io.pouw.ledger.Block;
import io.pouw.ledger.LedgerEvent;
import io.pouw.node.epoch.EpochProof;
import io.pouw.primitives.Address;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Hash;
import io.pouw.storage.ChainStore;
import io.pouw.storage.Entry;
import io.pouw.storage.FinalizedRecord;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Looks things up in a chain store that was written with {@link ChainIndex}. */
public final class StoredChain implements ChainReader {
  /** A certificate follows its block within one batch of consensus. */
  private static final int MAX_UNCERTIFIED = 4096;

  private final ChainStore store;

  public StoredChain(ChainStore store) {
    this.store = store;
  }

  @Override
  public long height() {
    return store.height().orElse(0);
  }

  @Override
  public long firstHeight() {
    return store.firstHeight().orElse(0);
  }

  @Override
  public Optional<Block> block(long height) {
    return store
        .block(height)
        .filter(record -> record.block().length > 0)
        .map(record -> Decoder.whole(record.block(), Block::decode));
  }

  @Override
  public OptionalLong heightOf(Hash block) {
    return store.heightOf(block);
  }

  @Override
  public Optional<Finality> finality(long height) {
    for (long at = height; at < height + MAX_UNCERTIFIED; at++) {
      Optional<FinalizedRecord> record = store.block(at);
      if (record.isEmpty()) return Optional.empty();
      byte[] certificate = record.get().certificate();
      if (certificate.length > 0)
        return Optional.of(new Finality(at, Decoder.whole(certificate, Certificate::decode)));
    }
    return Optional.empty();
  }

  @Override
  public Optional<EpochProof> epochProof(long epoch) {
    return store
        .index(ChainIndex.epochKey(epoch))
        .map(bytes -> Decoder.whole(bytes, EpochProof::decode));
  }

  @Override
  public Optional<Place> transaction(Hash id) {
    return store
        .index(ChainIndex.transactionKey(id))
        .map(bytes -> Decoder.whole(bytes, in -> new Place(in.u63(), in.u32())));
  }

  @Override
  public List<Place> transactionsDownFrom(Place place, int limit) {
    byte[] from = ChainIndex.orderKey(place.height(), place.index());
    return store.lastOf(ChainIndex.orderPrefix(), from, limit).stream()
        .map(StoredChain::place)
        .toList();
  }

  @Override
  public List<Position> history(Address account, Optional<HistoryCursor> from, int limit) {
    HistoryCursor start = from.orElse(new HistoryCursor(Long.MAX_VALUE, Integer.MAX_VALUE));
    byte[] prefix = ChainIndex.historyPrefix(account);
    byte[] key = ChainIndex.historyKey(account, start.height(), start.sequence());
    return store.lastOf(prefix, key, limit).stream()
        .map(entry -> position(entry, prefix.length))
        .toList();
  }

  private static Place place(Entry entry) {
    return Decoder.whole(
        entry.key(),
        in -> {
          in.fixed(ChainIndex.orderPrefix().length);
          return new Place(in.u63(), in.u32());
        });
  }

  private static Position position(Entry entry, int prefix) {
    HistoryCursor at =
        Decoder.whole(
            entry.key(),
            in -> {
              in.fixed(prefix);
              return new HistoryCursor(in.u63(), in.u32());
            });
    return new Position(at, Decoder.whole(entry.value(), LedgerEvent::decode));
  }
}
