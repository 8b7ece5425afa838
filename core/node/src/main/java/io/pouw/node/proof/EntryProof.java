package io.pouw.node.proof;

import io.pouw.consensus.Certificate;
import io.pouw.ledger.BlockHeader;
import io.pouw.ledger.LedgerState;
import io.pouw.ledger.StateKey;
import io.pouw.ledger.StateProof;
import io.pouw.node.api.ChainReader;
import io.pouw.node.epoch.EpochProof;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.EpochViews;
import io.pouw.primitives.Hash;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * That an entry is in the state after a final block. Whoever has the genesis file needs nothing
 * else to check it.
 *
 * @param chainId of the chain
 * @param epochs the hand-overs from genesis' validators to those of the certificate
 * @param entry and its way to the state root of the first header
 * @param headers from the block of the state up to the one that the certificate is for
 * @param finality of the last header's block
 */
public record EntryProof(
    Hash chainId,
    List<EpochProof> epochs,
    StateProof entry,
    List<BlockHeader> headers,
    Certificate finality)
    implements Encodable {
  static final int MAX_HEADERS = 4_096;
  static final int MAX_EPOCHS = 1 << 16;
  private static final byte[] MAGIC = "POUWPRF1".getBytes(StandardCharsets.US_ASCII);

  public EntryProof {
    epochs = List.copyOf(epochs);
    headers = List.copyOf(headers);
  }

  /**
   * The proof of an entry. Blocks on the disk.
   *
   * @param ledger after a final block that the chain has
   * @return empty if there is no such entry, or no block yet
   * @throws IllegalStateException if the chain has no certificate for the ledger's block
   */
  public static Optional<EntryProof> of(LedgerState ledger, ChainReader chain, StateKey key) {
    Optional<StateProof> entry = ledger.height() == 0 ? Optional.empty() : ledger.proof(key);
    if (entry.isEmpty()) return Optional.empty();
    ChainReader.Finality finality =
        chain
            .finality(ledger.height())
            .orElseThrow(
                () -> new IllegalStateException("no certificate for height " + ledger.height()));
    var headers = new ArrayList<BlockHeader>();
    for (long height = ledger.height(); height <= finality.height(); height++)
      headers.add(chain.block(height).orElseThrow().header());
    return Optional.of(
        new EntryProof(
            ledger.chainId(),
            chain.epochProofs(EpochViews.epochOf(finality.certificate().view())),
            entry.get(),
            headers,
            finality.certificate()));
  }

  /**
   * Reads a proof's bytes; see {@link EntryCheck} for what they say.
   *
   * @throws io.pouw.primitives.CodecException if they are none
   */
  public static EntryProof decode(Decoder in) {
    if (!Arrays.equals(in.fixed(MAGIC.length), MAGIC))
      throw in.error("does not begin with POUWPRF1, so it is no proof");
    return new EntryProof(
        in.hash(),
        in.list(MAX_EPOCHS, EpochProof::decode),
        StateProof.decode(in),
        in.list(MAX_HEADERS, BlockHeader::decode),
        Certificate.decode(in));
  }

  @Override
  public void encode(Encoder out) {
    out.fixed(MAGIC).hash(chainId).list(epochs).put(entry).list(headers).put(finality);
  }
}
