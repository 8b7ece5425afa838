package io.pouw.node.economics;

import io.pouw.ledger.LedgerState;
import io.pouw.management.poot.ScoreRecord;
import io.pouw.management.poot.ScoreVote;
import io.pouw.plugin.Signer;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encoder;
import java.util.List;

/** What nodes ask each other about management. */
public final class PeerQuestion {
  /** Scores that are reviewed at once. */
  public static final int MAX_SCORES = 64;

  private static final int MAX_BYTES = 8 << 20;

  private enum Kind {
    POOLS,
    REVIEW
  }

  private PeerQuestion() {}

  /** Asks for pools that went on. */
  public static byte[] pools(byte[] question) {
    return new Encoder().constant(Kind.POOLS).bytes(question).toBytes();
  }

  /** Asks for votes on scores, at most {@value #MAX_SCORES}. */
  public static byte[] review(List<ScoreRecord> scores) {
    return new Encoder().constant(Kind.REVIEW).list(scores).toBytes();
  }

  /** The votes in an answer. */
  public static List<ScoreVote> votes(byte[] answer) {
    return Decoder.whole(answer, in -> in.list(MAX_SCORES, ScoreVote::decode));
  }

  static byte[] answer(byte[] request, Economics own, LedgerState ledger, Signer node) {
    var in = new Decoder(request);
    return switch (in.constant(Kind.values())) {
      case POOLS -> {
        byte[] question = in.bytes(MAX_BYTES);
        in.end();
        yield own.pools().answer(question);
      }
      case REVIEW -> {
        List<ScoreRecord> scores = in.list(MAX_SCORES, ScoreRecord::decode);
        in.end();
        yield new Encoder().list(own.scorer().review(scores, ledger, node)).toBytes();
      }
    };
  }
}
