package io.pouw.consensus;

import io.pouw.consensus.Certificate.IndexedSignature;
import io.pouw.primitives.Domain;
import io.pouw.primitives.Hash;
import io.pouw.primitives.KeyPair;
import io.pouw.primitives.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Validators with known keys, who vote as a test wants. */
final class Committee {
  final Hash chainId = Hash.of(Domain.GENESIS, new byte[] {1});
  final ValidatorSet validators;
  final ConsensusSettings settings;
  private final List<KeyPair> keys = new ArrayList<>();

  Committee(long... stakes) {
    var members = new ArrayList<Validator>();
    for (int i = 0; i < stakes.length; i++) {
      keys.add(KeyPair.fromSeed(Hash.of(Domain.SEED, new byte[] {(byte) i}).toBytes()));
      members.add(new Validator(keys.get(i).publicKey(), stakes[i]));
    }
    validators = ValidatorSet.of(members);
    settings = ConsensusSettings.standard(chainId, validators);
  }

  PublicKey key(int validator) {
    return keys.get(validator).publicKey();
  }

  VoteSigner signer(int validator) {
    return VoteSigner.of(keys.get(validator));
  }

  int leader(long view) {
    return settings.leaders().leaderIndex(view);
  }

  Vote vote(VoteKind kind, long view, Hash block, int validator) {
    return new Vote(
        kind,
        view,
        block,
        validator,
        signer(validator).sign(Vote.message(chainId, kind, view, block)));
  }

  Certificate certificate(VoteKind kind, long view, Hash block, int... voters) {
    return new Certificate(
        kind,
        view,
        block,
        IntStream.of(voters)
            .mapToObj(i -> new IndexedSignature(i, vote(kind, view, block, i).signature()))
            .toList());
  }

  Certificate certificate(VoteKind kind, Candidate block, int... voters) {
    return certificate(kind, block.view(), block.id(), voters);
  }
}
