package io.pouw.node.api;

import io.pouw.consensus.Certificate;
import io.pouw.ledger.Block;
import io.pouw.ledger.LedgerEvent;
import io.pouw.node.epoch.EpochProof;
import io.pouw.primitives.Address;
import io.pouw.primitives.Hash;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/**
 * Looks things up in the final chain. Blocks on the disk; safe to call from several threads. {@link
 * StoredChain} is the implementation over a chain store.
 */
public interface ChainReader {
  /** Height of the last final block; 0 if there is none but genesis. */
  long height();

  /** The lowest height whose block is kept; 0 if there is no block. */
  long firstHeight();

  Optional<Block> block(long height);

  OptionalLong heightOf(Hash block);

  /** The certificate that made a block final: its own, or that of a descendant. */
  Optional<Finality> finality(long height);

  /** How an epoch that has ended handed over to the next. */
  Optional<EpochProof> epochProof(long epoch);

  /**
   * The hand-overs of the first epochs, none left out: they prove who validated the next.
   *
   * @throws IllegalStateException if one is not here
   */
  default List<EpochProof> epochProofs(long count) {
    return LongStream.range(0, count)
        .mapToObj(epoch ->
            epochProof(epoch)
                .orElseThrow(
                    () -> new IllegalStateException("the end of epoch " + epoch + " is not here")))
        .toList();
  }

  Optional<Place> transaction(Hash id);

  /** The last transactions at or before a place, newest first; fewer only at the chain's start. */
  List<Place> transactionsDownFrom(Place place, int limit);

  /** What changed an account at or before a position, newest first. */
  List<Position> history(Address account, Optional<HistoryCursor> from, int limit);

  /**
   * Where a transaction is.
   *
   * @param index in its block
   */
  record Place(long height, int index) {}

  /**
   * A final block's proof.
   *
   * @param height of the block that the certificate is for
   */
  record Finality(long height, Certificate certificate) {}

  /**
   * A place in an account's history.
   *
   * @param sequence counts the events of a block
   */
  record HistoryCursor(long height, int sequence) {}

  /** An event and its place. */
  record Position(HistoryCursor at, LedgerEvent event) {}
}
