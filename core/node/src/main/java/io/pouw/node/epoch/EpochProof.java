package io.pouw.node.epoch;

import io.pouw.consensus.Certificate;
import io.pouw.consensus.VoteKind;
import io.pouw.ledger.BlockHeader;
import io.pouw.ledger.EpochState;
import io.pouw.ledger.Genesis;
import io.pouw.ledger.LedgerState;
import io.pouw.ledger.StateKey;
import io.pouw.ledger.StateProof;
import io.pouw.primitives.CodecException;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.EpochViews;
import io.pouw.primitives.Hash;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * That an epoch handed over to the next: its closing block's header, which its own validators made
 * final, has a state root under which the next epoch stands. Whoever trusts an epoch's validators
 * can so come to trust the next ones', from genesis up to any header. What this cannot show is that
 * there is no other succession: keys whose stake has long been unbonded cost nobody anything to
 * misuse, so a newcomer compares a recent block with somebody whom it trusts (weak subjectivity).
 *
 * @param closing header of the last block of the epoch that ended
 * @param finalization of that block, by the validators of the epoch that ended
 * @param next proof of the state's epoch entry after that block
 */
public record EpochProof(BlockHeader closing, Certificate finalization, StateProof next)
    implements Encodable {

  /**
   * The proof for the epoch that a closing block opens.
   *
   * @param after the ledger after the closing block
   */
  public static EpochProof of(BlockHeader closing, Certificate finalization, LedgerState after) {
    return new EpochProof(closing, finalization, after.proof(StateKey.epoch()).orElseThrow());
  }

  public static EpochProof decode(Decoder in) {
    return new EpochProof(BlockHeader.decode(in), Certificate.decode(in), StateProof.decode(in));
  }

  @Override
  public void encode(Encoder out) {
    out.put(closing).put(finalization).put(next);
  }

  /**
   * The epoch after the last of these hand-overs.
   *
   * @param proofs those of epochs 0, 1, 2, ... in order, none left out
   * @throws IllegalArgumentException saying which does not hold, and why
   */
  public static EpochState follow(Genesis genesis, List<EpochProof> proofs) {
    EpochState epoch = EpochState.first(genesis);
    Hash chainId = genesis.chainId();
    for (EpochProof each : proofs) epoch = each.after(epoch, chainId);
    return epoch;
  }

  /**
   * The epoch that this proves to follow.
   *
   * @param ending a trusted epoch
   * @throws IllegalArgumentException saying what does not hold
   */
  public EpochState after(EpochState ending, Hash chainId) {
    check(ending, chainId)
        .ifPresent(problem -> {
          throw new IllegalArgumentException(
              "the end of epoch " + ending.number() + " is not proven: " + problem);
        });
    return entry();
  }

  /**
   * The epoch that this claims to follow.
   *
   * @throws IllegalArgumentException if the entry is none
   */
  public EpochState entry() {
    try {
      EpochState entry = Decoder.whole(next.value(), EpochState::decode);
      if (Arrays.equals(entry.toBytes(), next.value())) return entry;
    } catch (CodecException | IllegalArgumentException e) {
      throw new IllegalArgumentException("the epoch entry cannot be read: " + e.getMessage(), e);
    }
    throw new IllegalArgumentException("the epoch entry is not as the ledger writes it");
  }

  private Optional<String> check(EpochState ending, Hash chainId) {
    if (!closing.chainId().equals(chainId))
      return Optional.of("its header is of chain " + closing.chainId());
    if (closing.height() != ending.lastHeight())
      return Optional.of(
          "its header has height %d, the epoch ends with height %d"
              .formatted(closing.height(), ending.lastHeight()));
    if (finalization.kind() != VoteKind.FINALIZE
        || !finalization.blockId().equals(closing.id())
        || EpochViews.epochOf(finalization.view()) != ending.number())
      return Optional.of(finalization + " does not finalise block " + closing.id());
    return finalization
        .check(chainId, Epochs.validators(ending))
        .map(problem -> finalization + " does not hold: " + problem)
        .or(() -> checkEntry(ending));
  }

  private Optional<String> checkEntry(EpochState ending) {
    if (!Arrays.equals(next.key(), StateKey.epoch().toBytes()) || !next.proves(closing.stateRoot()))
      return Optional.of("the next epoch is not under the state root " + closing.stateRoot());
    long number = entry().number();
    return number == ending.number() + 1
        ? Optional.empty()
        : Optional.of("the epoch under the state root is number " + number);
  }
}
