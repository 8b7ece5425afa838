package io.pouw.management.pool;

import io.pouw.plugin.Signer;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Domain;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;
import io.pouw.primitives.Signature;
import java.util.Comparator;

/** A version of a pool, signed by its operator: what pool nodes exchange. */
public record SignedPool(PoolState state, Signature signature) implements Encodable {
  /**
   * Which of two versions of one pool stands: the later one; of two of the same number, which only
   * a dishonest operator makes, the one with the smaller digest, so that all nodes take the same.
   */
  public static final Comparator<SignedPool> PRECEDENCE =
      Comparator.<SignedPool>comparingLong(each -> each.state().version())
          .thenComparing(each -> each.state().digest(), Comparator.reverseOrder());

  /** Signs for the operator. */
  public static SignedPool sign(PoolState state, Signer operator) {
    return new SignedPool(state, operator.sign(Domain.POOL, state.digest().toBytes()));
  }

  public static SignedPool decode(Decoder in) {
    return new SignedPool(PoolState.decode(in), Signature.decode(in));
  }

  @Override
  public void encode(Encoder out) {
    out.put(state).put(signature);
  }

  /**
   * Checks a version that came from elsewhere.
   *
   * @throws PoolRefusedException saying what is wrong
   */
  public void check(Hash chainId) {
    if (!state.operator().verifies(Domain.POOL, state.digest().toBytes(), signature))
      throw new PoolRefusedException(
          "version %d of pool %s is not signed by its operator"
              .formatted(state.version(), state.name()));
    PoolRules.check(state, chainId);
  }
}
