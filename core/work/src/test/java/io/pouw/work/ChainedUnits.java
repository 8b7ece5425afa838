package io.pouw.work;

import io.pouw.plugin.TaskPlan;
import io.pouw.plugin.TaskProgram;
import io.pouw.plugin.UnitChain;
import io.pouw.plugin.UnitId;
import io.pouw.primitives.BlobId;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A program of numbers whose updates are rounded to multiples of {@value #STEP}; what is rounded
 * away is added to the slot's next update. Chains are {@value #LENGTH} rounds long.
 */
record ChainedUnits(TaskProgram whole) implements TaskProgram, UnitChain {
  static final int LENGTH = 5;
  private static final long STEP = 512;
  private static final int TRAIL = (LENGTH - 1) * Hash.BYTES;

  @Override
  public TaskPlan plan() {
    return whole.plan();
  }

  @Override
  public byte[] init() {
    byte[] state = whole.init();
    return Arrays.copyOf(state, state.length + TRAIL);
  }

  @Override
  public byte[] work(byte[] state, UnitId unit) {
    return work(state, unit, new byte[0]).update();
  }

  @Override
  public Optional<UnitChain> chain() {
    return Optional.of(this);
  }

  @Override
  public List<BlobId> earlier(byte[] state) {
    var names = new ArrayList<BlobId>();
    var in = new Decoder(Arrays.copyOfRange(state, state.length - TRAIL, state.length));
    for (int i = 1; i < LENGTH; i++) {
      Hash root = in.hash();
      if (!root.equals(Hash.ZERO)) names.add(new BlobId(root, state.length));
    }
    return names;
  }

  @Override
  public Link work(byte[] state, UnitId unit, byte[] left) {
    if (earlier(state).isEmpty() != (left.length == 0))
      throw new IllegalArgumentException("%d bytes left before %s".formatted(left.length, unit));
    byte[] sums = whole.work(numbers(state), unit);
    var in = new Decoder(sums);
    var before = new Decoder(left.length == 0 ? new byte[sums.length] : left);
    var sent = new Encoder();
    var rest = new Encoder();
    for (int i = 0; i < sums.length / Long.BYTES; i++) {
      long sum = in.i64() + before.i64();
      sent.i64(sum - sum % STEP);
      rest.i64(sum % STEP);
    }
    return new Link(sent.toBytes(), rest.toBytes());
  }

  @Override
  public Optional<String> reject(byte[] update) {
    return whole.reject(update);
  }

  @Override
  public byte[] combine(byte[] state, int round, List<byte[]> updates) {
    var next = new Encoder().fixed(whole.combine(numbers(state), round, updates));
    List<BlobId> names = new ArrayList<>(earlier(state));
    names.add(BlobId.of(state));
    if (names.size() == LENGTH) names.clear();
    for (int i = 0; i < LENGTH - 1; i++)
      next.hash(i < names.size() ? names.get(i).root() : Hash.ZERO);
    return next.toBytes();
  }

  private static byte[] numbers(byte[] state) {
    return Arrays.copyOf(state, state.length - TRAIL);
  }

  @Override
  public float loss(byte[] update) {
    return whole.loss(update);
  }
}
