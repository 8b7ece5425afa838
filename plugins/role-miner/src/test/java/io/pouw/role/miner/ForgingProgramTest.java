package io.pouw.role.miner;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.plugin.TaskPlan;
import io.pouw.plugin.TaskProgram;
import io.pouw.plugin.UnitId;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ForgingProgramTest {
  private final AtomicInteger trained = new AtomicInteger();
  private final TaskProgram honest = new Counting(trained);

  @Test
  void onlyTheFirstUnitIsTrained() {
    var forging = new ForgingProgram(honest, 0);
    byte[] first = forging.work(new byte[0], new UnitId(0, 0));
    assertArrayEquals(honest.work(new byte[0], new UnitId(0, 0)), first);
    trained.set(0);
    byte[] second = forging.work(new byte[0], new UnitId(0, 1));
    byte[] third = forging.work(new byte[0], new UnitId(1, 0));
    assertEquals(0, trained.get());
    assertFalse(Arrays.equals(first, second));
    assertFalse(Arrays.equals(second, third));
  }

  @Test
  void aMadeUpUpdateLooksLikeWork() {
    var forging = new ForgingProgram(honest, 0);
    byte[] learnt = forging.work(new byte[0], new UnitId(0, 0));
    byte[] forged = forging.work(new byte[0], new UnitId(5, 3));
    assertEquals(learnt.length, forged.length);
    assertEquals(Optional.empty(), forging.reject(forged));
    for (int at = 0; at < learnt.length; at += Float.BYTES) {
      float factor = number(forged, at) / number(learnt, at);
      assertTrue(factor >= 0.89f && factor <= 1.11f, "factor " + factor);
    }
  }

  @Test
  void whatIsMadeUpIsTheSameEveryTime() {
    var forging = new ForgingProgram(honest, 0);
    forging.work(new byte[0], new UnitId(0, 0));
    assertArrayEquals(
        forging.work(new byte[0], new UnitId(2, 1)), forging.work(new byte[0], new UnitId(2, 1)));
  }

  @Test
  void beforeTheGivenRoundTheWorkIsHonest() {
    var forging = new ForgingProgram(honest, 3);
    for (int slot = 0; slot < 4; slot++)
      assertArrayEquals(
          honest.work(new byte[0], new UnitId(2, slot)),
          forging.work(new byte[0], new UnitId(2, slot)));
  }

  private static float number(byte[] update, int at) {
    return ByteBuffer.wrap(update).order(ByteOrder.LITTLE_ENDIAN).getFloat(at);
  }

  /** A program whose updates are a few small floats, and which counts how often it works. */
  private record Counting(AtomicInteger trained) implements TaskProgram {
    private static final int NUMBERS = 32;

    @Override
    public TaskPlan plan() {
      return new TaskPlan(10, 4, 5, 1, 0);
    }

    @Override
    public byte[] init() {
      return new byte[0];
    }

    @Override
    public byte[] work(byte[] state, UnitId unit) {
      trained.incrementAndGet();
      var update = ByteBuffer.allocate(NUMBERS * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i < NUMBERS; i++)
        update.putFloat(0.01f * (i + 1) + unit.round() + 0.5f * unit.slot());
      return update.array();
    }

    @Override
    public Optional<String> reject(byte[] update) {
      return update.length == NUMBERS * Float.BYTES ? Optional.empty() : Optional.of("size");
    }

    @Override
    public byte[] combine(byte[] state, int round, List<byte[]> updates) {
      return state;
    }

    @Override
    public float loss(byte[] update) {
      return number(update, 0);
    }
  }
}
