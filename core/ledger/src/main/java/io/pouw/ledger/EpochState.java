package io.pouw.ledger;

import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.EpochViews;
import io.pouw.primitives.Hash;
import io.pouw.primitives.LeaderDraw;
import io.pouw.primitives.PublicKey;
import java.util.List;
import java.util.Optional;

/**
 * The epoch of the next block: who validates it, and from what its leaders are drawn. It stands
 * under the state root, so the certified header of an epoch's last block proves who certifies the
 * headers of the next.
 *
 * @param number from 0
 * @param seed the beacon of the block before the epoch's first
 * @param firstHeight height of its first block
 * @param lastHeight height of its last block
 * @param validators in the order by which votes name them
 */
public record EpochState(
    long number, Hash seed, long firstHeight, long lastHeight, List<Validator> validators)
    implements Encodable {
  public EpochState {
    validators = List.copyOf(validators);
  }

  /** The epoch at height 0 of a chain, from which all others follow. */
  public static EpochState first(Genesis genesis) {
    var validators =
        genesis.validators().stream()
            .map(each -> new Validator(each.nodeId(), each.key(), each.stake()))
            .toList();
    long last = genesis.parameters().get(Parameter.EPOCH_BLOCKS);
    return new EpochState(0, genesis.block().beacon(), 1, last, validators);
  }

  public static EpochState decode(Decoder in) {
    return new EpochState(
        in.u63(),
        in.hash(),
        in.u63(),
        in.u63(),
        in.list(Genesis.MAX_VALIDATORS, Validator::decode));
  }

  @Override
  public void encode(Encoder out) {
    out.i64(number).hash(seed).i64(firstHeight).i64(lastHeight).list(validators);
  }

  /** The epoch after this one, of the same length. */
  EpochState next(Hash itsSeed, List<Validator> its) {
    long length = lastHeight - firstHeight + 1;
    return new EpochState(number + 1, itsSeed, lastHeight + 1, lastHeight + length, its);
  }

  /** The index of the validator that leads a view of this epoch. */
  public int leaderIndex(long view) {
    return LeaderDraw.index(seed, view, power(), index -> validators.get(index).power());
  }

  /** The validator that leads a view of this epoch. */
  public Validator leader(long view) {
    return validators.get(leaderIndex(view));
  }

  /** The number just below the first view. */
  public long baseView() {
    return EpochViews.base(number);
  }

  /** The weight of all validators. */
  public long power() {
    return validators.stream().mapToLong(Validator::power).reduce(0, Math::addExact);
  }

  public Optional<Validator> validator(PublicKey key) {
    return validators.stream().filter(each -> each.key().equals(key)).findFirst();
  }
}
