package io.pouw.management.pool;

import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * How nodes bring each other's pools up to date. One says which versions it has; the other answers
 * with those that it has later, or other, or alone. Taking them is commutative, associative and
 * idempotent ({@link SignedPool#PRECEDENCE}), so all nodes end with the same, in whatever order
 * they talk.
 */
public final class PoolExchange {
  /** Pools that a node tells of and takes in; one with more pools is told of the rest later. */
  static final int MAX_POOLS = 4_096;

  private static final int MAX_ANSWER = 64;
  private static final int MAX_ANSWER_BYTES = 4 << 20;

  private PoolExchange() {}

  /** The question: what this node has. */
  public static byte[] question(List<SignedPool> mine) {
    var known = mine.stream().limit(MAX_POOLS).map(KnownPool::of).toList();
    return new Encoder().list(known).toBytes();
  }

  /**
   * The answer to a peer's question.
   *
   * @throws io.pouw.primitives.CodecException if it is none
   */
  public static byte[] answer(byte[] question, List<SignedPool> mine) {
    var theirs = new TreeMap<Hash, KnownPool>();
    for (KnownPool each : Decoder.whole(question, in -> in.list(MAX_POOLS, KnownPool::decode)))
      theirs.put(each.id(), each);
    var news = new ArrayList<SignedPool>();
    int bytes = 0;
    for (SignedPool each : mine) {
      KnownPool known = theirs.get(each.state().id());
      if (known != null && !isNews(KnownPool.of(each), known)) continue;
      bytes += each.toBytes().length;
      if (news.size() == MAX_ANSWER || (bytes > MAX_ANSWER_BYTES && !news.isEmpty())) break;
      news.add(each);
    }
    return new Encoder().list(news).toBytes();
  }

  private static boolean isNews(KnownPool mine, KnownPool theirs) {
    return mine.version() > theirs.version()
        || (mine.version() == theirs.version() && !mine.digest().equals(theirs.digest()));
  }

  /**
   * Reads an answer.
   *
   * @return the pools in it that hold; others are left out
   * @throws io.pouw.primitives.CodecException if it is none
   */
  public static List<SignedPool> read(byte[] answer, Hash chainId) {
    return Decoder.whole(answer, in -> in.list(MAX_ANSWER, SignedPool::decode)).stream()
        .filter(each -> holds(each, chainId))
        .toList();
  }

  private static boolean holds(SignedPool pool, Hash chainId) {
    try {
      pool.check(chainId);
      return true;
    } catch (PoolRefusedException forged) {
      return false;
    }
  }
}
