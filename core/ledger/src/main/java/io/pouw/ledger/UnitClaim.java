package io.pouw.ledger;

import io.pouw.plugin.Signer;
import io.pouw.plugin.UnitId;
import io.pouw.primitives.Address;
import io.pouw.primitives.BlobId;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Domain;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;
import io.pouw.primitives.MerkleTree;
import io.pouw.primitives.PublicKey;
import io.pouw.primitives.Signature;

/**
 * "I did this unit from this state and this is the update", signed by the miner. A leaf of a
 * checkpoint's unit tree; with a re-execution that gives another update it is proof of cheating.
 *
 * @param chainId so that a claim counts on one chain only
 * @param generation how often the task was rolled back when the unit was done
 * @param input the state before the round
 * @param update the unit's update
 */
public record UnitClaim(
    Hash chainId,
    Hash task,
    int generation,
    UnitId unit,
    BlobId input,
    BlobId update,
    PublicKey miner,
    Signature signature)
    implements Encodable {

  public static UnitClaim sign(
      Signer signer,
      Hash chainId,
      Hash task,
      int generation,
      UnitId unit,
      BlobId input,
      BlobId update) {
    byte[] message = message(chainId, task, generation, unit, input, update, signer.publicKey());
    return new UnitClaim(
        chainId,
        task,
        generation,
        unit,
        input,
        update,
        signer.publicKey(),
        signer.sign(Domain.UNIT, message));
  }

  public static UnitClaim decode(Decoder in) {
    return new UnitClaim(
        in.hash(),
        in.hash(),
        in.u32(),
        UnitId.decode(in),
        BlobId.decode(in),
        BlobId.decode(in),
        PublicKey.decode(in),
        Signature.decode(in));
  }

  @Override
  public void encode(Encoder out) {
    out.fixed(message(chainId, task, generation, unit, input, update, miner)).put(signature);
  }

  public boolean signatureHolds() {
    return miner.verifies(
        Domain.UNIT, message(chainId, task, generation, unit, input, update, miner), signature);
  }

  public Address minerAddress() {
    return miner.address();
  }

  /** The hash that stands in the checkpoint's unit tree. */
  public Hash leafHash() {
    return MerkleTree.leaf(toBytes());
  }

  private static byte[] message(
      Hash chainId,
      Hash task,
      int generation,
      UnitId unit,
      BlobId input,
      BlobId update,
      PublicKey miner) {
    var out = new Encoder();
    out.hash(chainId).hash(task).u32(generation).put(unit).put(input).put(update).put(miner);
    return out.toBytes();
  }
}
