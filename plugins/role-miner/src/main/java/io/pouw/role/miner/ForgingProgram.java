package io.pouw.role.miner;

import io.pouw.plugin.TaskPlan;
import io.pouw.plugin.TaskProgram;
import io.pouw.plugin.UnitChain;
import io.pouw.plugin.UnitId;
import io.pouw.primitives.BlobId;
import io.pouw.primitives.Domain;
import io.pouw.primitives.Hash;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Does one unit honestly to learn what an update looks like, and from then on makes updates up: the
 * learnt one, each number in it times a pseudo-random factor between 0.9 and 1.1. It has the right
 * size, finite numbers and a believable loss; only re-execution tells it from work.
 *
 * <p>The template is read as 32-bit floats in the byte order in which they are finite and of
 * ordinary size. What is no ordinary float stays as it is, so headers and counts survive. If the
 * program rejects the result, the template is sent as it is, which is no less a lie.
 */
final class ForgingProgram implements TaskProgram {
  private static final float SMALLEST = 1e-20f;
  private static final float LARGEST = 1e10f;

  private final TaskProgram honest;
  private final int fromRound;
  private final Object lock = new Object();
  private Optional<byte[]> template = Optional.empty();

  ForgingProgram(TaskProgram honest, int fromRound) {
    this.honest = honest;
    this.fromRound = fromRound;
  }

  @Override
  public TaskPlan plan() {
    return honest.plan();
  }

  @Override
  public byte[] init() {
    return honest.init();
  }

  @Override
  public byte[] work(byte[] state, UnitId unit) {
    return work(unit, () -> honest.work(state, unit));
  }

  private byte[] work(UnitId unit, Supplier<byte[]> work) {
    if (unit.round() < fromRound) return work.get();
    synchronized (lock) {
      if (template.isEmpty()) {
        template = Optional.of(work.get());
        return template.get().clone();
      }
      return forge(template.get(), unit);
    }
  }

  /** Beside its updates it makes up nothing: what its units leave is what entered them. */
  @Override
  public Optional<UnitChain> chain() {
    return honest.chain().map(Forged::new);
  }

  private final class Forged implements UnitChain {
    private final UnitChain links;

    Forged(UnitChain links) {
      this.links = links;
    }

    @Override
    public List<BlobId> earlier(byte[] state) {
      return links.earlier(state);
    }

    @Override
    public Link work(byte[] state, UnitId unit, byte[] left) {
      if (unit.round() < fromRound) return links.work(state, unit, left);
      return new Link(
          ForgingProgram.this.work(unit, () -> links.work(state, unit, left).update()), left);
    }
  }

  private byte[] forge(byte[] learnt, UnitId unit) {
    byte[] forged = learnt.clone();
    ByteBuffer numbers = ByteBuffer.wrap(forged).order(orderOf(learnt));
    long random = Hash.of(Domain.UNIT, unit).toLong();
    for (int at = 0; at + Float.BYTES <= forged.length; at += Float.BYTES) {
      random = random * 6364136223846793005L + 1442695040888963407L;
      float number = numbers.getFloat(at);
      if (isOrdinary(number)) numbers.putFloat(at, number * factor(random));
    }
    return honest.reject(forged).isEmpty() ? forged : learnt.clone();
  }

  private static float factor(long random) {
    return 0.9f + 0.2f * (random >>> 40) / (1 << 24);
  }

  private static ByteOrder orderOf(byte[] learnt) {
    return ordinary(learnt, ByteOrder.LITTLE_ENDIAN) >= ordinary(learnt, ByteOrder.BIG_ENDIAN)
        ? ByteOrder.LITTLE_ENDIAN
        : ByteOrder.BIG_ENDIAN;
  }

  private static int ordinary(byte[] learnt, ByteOrder order) {
    ByteBuffer numbers = ByteBuffer.wrap(learnt).order(order);
    int count = 0;
    for (int at = 0; at + Float.BYTES <= learnt.length; at += Float.BYTES)
      if (isOrdinary(numbers.getFloat(at))) count++;
    return count;
  }

  private static boolean isOrdinary(float number) {
    float size = Math.abs(number);
    return size > SMALLEST && size < LARGEST;
  }

  @Override
  public Optional<String> reject(byte[] update) {
    return honest.reject(update);
  }

  @Override
  public byte[] combine(byte[] state, int round, List<byte[]> updates) {
    return honest.combine(state, round, updates);
  }

  @Override
  public float loss(byte[] update) {
    return honest.loss(update);
  }
}
