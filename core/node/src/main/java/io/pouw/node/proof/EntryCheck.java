package io.pouw.node.proof;

import io.pouw.ledger.BlockHeader;
import io.pouw.ledger.EpochState;
import io.pouw.ledger.Genesis;
import io.pouw.ledger.StateKey;
import io.pouw.node.epoch.EpochProof;
import io.pouw.node.sync.BlockSyncRules;
import io.pouw.primitives.Address;
import io.pouw.primitives.CodecException;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Hash;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Checks an {@link EntryProof} offline. */
public final class EntryCheck {
  private EntryCheck() {}

  /**
   * What was proven.
   *
   * @param block whose state has the entry
   * @param key of the entry
   * @param value of the entry, as encoded by the ledger
   */
  public record Proven(BlockHeader block, byte[] key, byte[] value) {
    /** Whose account it is; empty if it is something else. */
    public Optional<Address> account() {
      if (key.length != 1 + Address.BYTES) return Optional.empty();
      Address address = Address.of(Arrays.copyOfRange(key, 1, key.length));
      return Optional.of(address).filter(each -> is(StateKey.account(each)));
    }

    /** Which task it is; empty if it is something else. */
    public Optional<Hash> task() {
      if (key.length != 1 + Hash.BYTES) return Optional.empty();
      Hash id = Hash.of(Arrays.copyOfRange(key, 1, key.length));
      return Optional.of(id).filter(each -> is(StateKey.task(each)));
    }

    private boolean is(StateKey expected) {
      return Arrays.equals(expected.toBytes(), key);
    }
  }

  /**
   * Checks a proof down to the validators of genesis.
   *
   * @throws BadProofException saying what fails
   */
  public static Proven check(byte[] file, Genesis genesis) {
    EntryProof proof = read(file);
    if (!proof.chainId().equals(genesis.chainId()))
      throw new BadProofException(
          "the proof is of the chain %s, genesis is of %s"
              .formatted(proof.chainId(), genesis.chainId()));
    headers(proof.headers(), genesis);
    certificate(proof, genesis);
    BlockHeader block = proof.headers().getFirst();
    if (!proof.entry().proves(block.stateRoot()))
      throw new BadProofException(
          "the entry is not under the state root %s of block %d"
              .formatted(block.stateRoot(), block.height()));
    return new Proven(block, proof.entry().key(), proof.entry().value());
  }

  private static EntryProof read(byte[] file) {
    try {
      return Decoder.whole(file, EntryProof::decode);
    } catch (CodecException | IllegalArgumentException e) {
      throw new BadProofException("the proof cannot be read: " + e.getMessage(), e);
    }
  }

  private static void headers(List<BlockHeader> headers, Genesis genesis) {
    if (headers.isEmpty()) throw new BadProofException("the proof has no header");
    for (int i = 0; i < headers.size(); i++) {
      BlockHeader header = headers.get(i);
      if (!header.chainId().equals(genesis.chainId()))
        throw new BadProofException("header " + i + " is of the chain " + header.chainId());
      if (i > 0 && !links(headers.get(i - 1), header))
        throw new BadProofException("header " + i + " does not build on the one before it");
    }
  }

  private static boolean links(BlockHeader parent, BlockHeader child) {
    return child.parent().equals(parent.id()) && child.height() == parent.height() + 1;
  }

  private static void certificate(EntryProof proof, Genesis genesis) {
    try {
      EpochState epoch = EpochProof.follow(genesis, proof.epochs());
      BlockSyncRules.objection(proof.headers().getLast(), proof.finality(), epoch)
          .ifPresent(why -> {
            throw new BadProofException("the certificate does not hold: " + why);
          });
    } catch (IllegalArgumentException e) {
      throw new BadProofException("who validated is not proven: " + e.getMessage(), e);
    }
  }
}
