package io.pouw.node.model;

import io.pouw.consensus.Certificate;
import io.pouw.consensus.ValidatorSet;
import io.pouw.consensus.VoteKind;
import io.pouw.ledger.BlockHeader;
import io.pouw.ledger.EpochState;
import io.pouw.ledger.Genesis;
import io.pouw.node.epoch.EpochProof;
import io.pouw.node.epoch.Epochs;
import io.pouw.node.model.CheckList.Found;
import io.pouw.primitives.Amounts;
import io.pouw.primitives.EpochViews;
import io.pouw.primitives.Hash;
import java.util.List;

/** The checks by which a model file proves that a block is final on the chain of its genesis. */
final class ChainProof {
  private ChainProof() {}

  static Found<List<BlockHeader>> headers(Container parts, Genesis genesis) {
    List<BlockHeader> headers =
        ModelFile.part(
            parts, Section.HEADERS, in -> in.list(ModelFile.MAX_HEADERS, BlockHeader::decode));
    String place = parts.place(Section.HEADERS);
    CheckFailed.unless(!headers.isEmpty(), place + ": no header, expected one at least");
    Hash chain = genesis.chainId();
    for (int i = 0; i < headers.size(); i++) {
      BlockHeader header = headers.get(i);
      CheckFailed.unless(
          header.chainId().equals(chain),
          "%s: header %d is of chain %s, genesis says %s"
              .formatted(place, i, header.chainId(), chain));
      if (i > 0) linked(place, headers.get(i - 1), header);
    }
    BlockHeader first = headers.getFirst();
    return new Found<>(
        headers,
        headers.size() == 1
            ? "block " + first.height()
            : "blocks " + first.height() + " to " + headers.getLast().height() + ", linked");
  }

  private static void linked(String place, BlockHeader parent, BlockHeader child) {
    CheckFailed.unless(
        child.parent().equals(parent.id())
            && child.height() == parent.height() + 1
            && child.view() > parent.view(),
        "%s: the header of height %d does not build on the one of height %d before it"
            .formatted(place, child.height(), parent.height()));
  }

  /** Who certifies the last header: the validators of the epoch that the hand-overs lead to. */
  static Found<EpochState> epoch(Container parts, Genesis genesis) {
    List<EpochProof> proofs =
        ModelFile.part(
            parts, Section.EPOCHS, in -> in.list(ModelFile.MAX_EPOCHS, EpochProof::decode));
    try {
      EpochState epoch = EpochProof.follow(genesis, proofs);
      return new Found<>(
          epoch,
          "%d hand-overs from genesis, epoch %d has %d validators"
              .formatted(proofs.size(), epoch.number(), epoch.validators().size()));
    } catch (IllegalArgumentException e) {
      throw new CheckFailed(parts.place(Section.EPOCHS) + ": " + e.getMessage());
    }
  }

  static Found<Certificate> certificate(Container parts, EpochState epoch, BlockHeader last) {
    Certificate certificate = ModelFile.part(parts, Section.CERTIFICATE, Certificate::decode);
    String place = parts.place(Section.CERTIFICATE);
    CheckFailed.unless(
        certificate.kind() == VoteKind.FINALIZE
            && EpochViews.epochOf(certificate.view()) == epoch.number()
            && certificate.view() >= last.view()
            && certificate.blockId().equals(last.id()),
        "%s: %s, expected one that finalises block %s of view %d in epoch %d"
            .formatted(place, certificate, last.id(), last.view(), epoch.number()));
    ValidatorSet validators = Epochs.validators(epoch);
    certificate
        .check(last.chainId(), validators)
        .ifPresent(problem -> {
          throw new CheckFailed(place + ": it does not hold: " + problem);
        });
    return new Found<>(
        certificate,
        "%d of %d validators signed block %d, quorum is %s PAI of stake"
            .formatted(
                certificate.signatures().size(),
                validators.size(),
                last.height(),
                Amounts.format(validators.quorum())));
  }
}
