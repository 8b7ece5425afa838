package io.pouw.management.poot;

import io.pouw.plugin.Signer;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Domain;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;
import io.pouw.primitives.PublicKey;
import io.pouw.primitives.Signature;
import java.util.List;
import java.util.Set;

/** A node's signed word on a score: accepted if there are no objections. */
public record ScoreVote(
    Hash score, PublicKey reviewer, List<Objection> objections, Signature signature)
    implements Encodable {
  public ScoreVote {
    objections = List.copyOf(objections);
  }

  public static ScoreVote sign(Signer reviewer, Hash score, Set<Objection> objections) {
    List<Objection> sorted = objections.stream().sorted().toList();
    Signature signature = reviewer.sign(Domain.SCORE, message(score, sorted));
    return new ScoreVote(score, reviewer.publicKey(), sorted, signature);
  }

  public static ScoreVote decode(Decoder in) {
    return new ScoreVote(
        in.hash(),
        PublicKey.decode(in),
        in.list(Objection.values().length, each -> each.constant(Objection.values())),
        Signature.decode(in));
  }

  @Override
  public void encode(Encoder out) {
    out.hash(score).put(reviewer).list(objections, Encoder::constant).put(signature);
  }

  public boolean accepts() {
    return objections.isEmpty();
  }

  /** Whether the reviewer signed it. */
  public boolean holds() {
    return reviewer.verifies(Domain.SCORE, message(score, objections), signature);
  }

  private static byte[] message(Hash score, List<Objection> objections) {
    return new Encoder().text("vote").hash(score).list(objections, Encoder::constant).toBytes();
  }
}
