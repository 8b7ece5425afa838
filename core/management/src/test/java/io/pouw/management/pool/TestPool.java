package io.pouw.management.pool;

import io.pouw.plugin.Signer;
import io.pouw.primitives.Hash;
import io.pouw.primitives.KeyPair;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/** A pool with members, and work of theirs. */
final class TestPool {
  static final Hash CHAIN = hash("chain");
  static final KeyPair OPERATOR = key("operator");
  static final PoolTerms TERMS = new PoolTerms(Scheme.PROPORTIONAL, 1_000, 20_000, 100, false);

  static final PoolEvent EVENT =
      new PoolEvent(
          PoolEvent.Kind.CREATED, OPERATOR.publicKey().address().toString(), "a test", 0, 1, 1);

  private TestPool() {}

  /** As {@link #TERMS}, with a fee of a half. */
  static PoolTerms dearer() {
    return new PoolTerms(Scheme.PROPORTIONAL, 1_000, PoolTerms.MAX_FEE_PPM, 100, false);
  }

  static Hash hash(String text) {
    return Hash.sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  static KeyPair key(String name) {
    return KeyPair.fromSeed(hash(name).toBytes());
  }

  static KeyPair worker(int number) {
    return key("worker " + number);
  }

  static List<KeyPair> workers(int count) {
    return IntStream.range(0, count).mapToObj(TestPool::worker).toList();
  }

  static PoolState empty(PoolTerms terms) {
    return PoolRules.create(CHAIN, OPERATOR.publicKey(), "the pool", terms, 1);
  }

  /** With these members, who joined at height 10. */
  static PoolState with(PoolTerms terms, List<KeyPair> workers) {
    PoolState pool = empty(terms);
    for (KeyPair each : workers) pool = PoolRules.join(pool, joining(each, pool, 10), 10);
    return pool;
  }

  static MemberRequest joining(KeyPair worker, PoolState pool, long height) {
    return MemberRequest.sign(
        Signer.of(worker),
        MemberRequest.Kind.JOIN,
        pool.id(),
        "account of " + worker.address(),
        height);
  }

  static MemberRequest leaving(KeyPair worker, PoolState pool, long height) {
    return MemberRequest.sign(Signer.of(worker), MemberRequest.Kind.LEAVE, pool.id(), "", height);
  }

  static WorkCredit credit(KeyPair miner, long units, long unitWeight, long settled) {
    return credit(miner, "task", 0, units, unitWeight, settled - 5, settled);
  }

  static WorkCredit credit(
      KeyPair miner,
      String task,
      int checkpoint,
      long units,
      long unitWeight,
      long done,
      long settled) {
    return new WorkCredit(
        hash(task), "neural", checkpoint, miner.address(), units, unitWeight, true, done, settled);
  }
}
