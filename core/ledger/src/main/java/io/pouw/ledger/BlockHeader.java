package io.pouw.ledger;

import io.pouw.primitives.Decoder;
import io.pouw.primitives.Domain;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;
import io.pouw.primitives.PublicKey;
import io.pouw.primitives.VrfProof;
import java.util.List;

/**
 * What validators vote on; the rest of a block hangs on it.
 *
 * @param height parent's plus one
 * @param view in which it was proposed, above the parent's
 * @param parent id of the parent's header
 * @param timestampMs the proposer's clock, Unix milliseconds, above the parent's
 * @param proposer the view's leader
 * @param beaconProof the proposer's VRF over the parent's beacon and the height
 * @param beacon the random beacon of this block, mixed from the proof
 * @param transactionsRoot Merkle root over the transactions' encodings
 * @param stateRoot of the ledger after this block
 * @param mined the units that held up in this block: their miners are the block's miners
 */
public record BlockHeader(
    Hash chainId,
    long height,
    long view,
    Hash parent,
    long timestampMs,
    PublicKey proposer,
    VrfProof beaconProof,
    Hash beacon,
    Hash transactionsRoot,
    Hash stateRoot,
    List<Mined> mined)
    implements Encodable {
  static final int MAX_MINED = 4096;

  public BlockHeader {
    mined = List.copyOf(mined);
  }

  public static BlockHeader decode(Decoder in) {
    return new BlockHeader(
        in.hash(),
        in.u63(),
        in.u63(),
        in.hash(),
        in.u63(),
        PublicKey.decode(in),
        VrfProof.decode(in),
        in.hash(),
        in.hash(),
        in.hash(),
        in.list(MAX_MINED, Mined::decode));
  }

  @Override
  public void encode(Encoder out) {
    out.hash(chainId).i64(height).i64(view).hash(parent).i64(timestampMs).put(proposer);
    out.put(beaconProof).hash(beacon).hash(transactionsRoot).hash(stateRoot).list(mined);
  }

  public Hash id() {
    return Hash.of(Domain.BLOCK, toBytes());
  }
}
