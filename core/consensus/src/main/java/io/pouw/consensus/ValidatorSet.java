package io.pouw.consensus;

import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.PublicKey;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * The validators in their agreed order; votes name a validator by its index in it. A quorum is
 * strictly more than two thirds of the stake, so that two quorums share an honest validator while
 * less than a third of the stake is faulty. Immutable.
 */
public final class ValidatorSet implements Encodable {
  private final List<Validator> validators;
  private final Map<PublicKey, Integer> indices = new TreeMap<>();
  private final long totalStake;
  private final long quorum;

  private ValidatorSet(List<Validator> validators) {
    this.validators = List.copyOf(validators);
    long total = 0;
    for (Validator validator : this.validators) total = Math.addExact(total, validator.stake());
    this.totalStake = total;
    this.quorum = total - total / 3 - (total % 3 == 0 ? 0 : 1) + 1;
    for (int i = 0; i < this.validators.size(); i++) indices.put(this.validators.get(i).key(), i);
  }

  /**
   * The set of these validators in this order.
   *
   * @throws IllegalArgumentException if there is none, there are too many, a key stands twice
   * @throws ArithmeticException if the stakes overflow
   */
  public static ValidatorSet of(List<Validator> validators) {
    if (validators.isEmpty() || validators.size() > Limits.MAX_VALIDATORS)
      throw new IllegalArgumentException(
          validators.size() + " validators, expected 1 to " + Limits.MAX_VALIDATORS);
    var set = new ValidatorSet(validators);
    if (set.indices.size() != validators.size())
      throw new IllegalArgumentException("a validator's key stands twice in the validator set");
    return set;
  }

  public static ValidatorSet decode(Decoder in) {
    List<Validator> validators = in.list(Limits.MAX_VALIDATORS, Validator::decode);
    try {
      return of(validators);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw in.error("a validator set that cannot be: " + e.getMessage());
    }
  }

  @Override
  public void encode(Encoder out) {
    out.list(validators);
  }

  public List<Validator> validators() {
    return validators;
  }

  public int size() {
    return validators.size();
  }

  /** The validator at an index from 0 to {@code size() - 1}. */
  public Validator get(int index) {
    return validators.get(index);
  }

  public OptionalInt indexOf(PublicKey key) {
    Integer index = indices.get(key);
    return index == null ? OptionalInt.empty() : OptionalInt.of(index);
  }

  public long totalStake() {
    return totalStake;
  }

  /** The least stake that is strictly more than two thirds of the whole. */
  public long quorum() {
    return quorum;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ValidatorSet set && validators.equals(set.validators);
  }

  @Override
  public int hashCode() {
    return validators.hashCode();
  }

  @Override
  public String toString() {
    return "ValidatorSet[" + size() + " validators, stake " + totalStake + "]";
  }
}
