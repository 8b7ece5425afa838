package io.pouw.role.miner;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.plugin.TaskPlan;
import io.pouw.plugin.TaskProgram;
import io.pouw.plugin.UnitId;
import io.pouw.plugin.UnitSecret;
import io.pouw.primitives.Hash;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PoisoningProgramTest {
  private static final UnitId UNIT = new UnitId(3, 1);
  private final TaskProgram honest = new Steps(false);

  private float[] sent(Poison poison) {
    return numbers(new PoisoningProgram(honest, poison).work(state(0), UNIT));
  }

  private float[] learnt() {
    return numbers(honest.work(state(0), UNIT));
  }

  private static byte[] state(float value) {
    byte[] state = new byte[Steps.NUMBERS * Float.BYTES];
    ByteBuffer out = ByteBuffer.wrap(state).order(ByteOrder.LITTLE_ENDIAN);
    while (out.hasRemaining()) out.putFloat(value);
    return state;
  }

  private static float[] numbers(byte[] update) {
    float[] numbers = new float[Steps.NUMBERS];
    ByteBuffer.wrap(update).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(numbers);
    return numbers;
  }

  private static float[] times(float[] numbers, float factor) {
    float[] product = numbers.clone();
    for (int i = 0; i < product.length; i++) product[i] *= factor;
    return product;
  }

  private static double length(float[] numbers) {
    double squares = 0;
    for (float each : numbers) squares += (double) each * each;
    return Math.sqrt(squares);
  }

  @Test
  void multiplesOfWhatWasLearntAreSent() {
    assertArrayEquals(times(learnt(), -1), sent(Poison.SIGN_FLIP));
    assertArrayEquals(times(learnt(), 20), sent(Poison.SCALED));
    assertArrayEquals(times(learnt(), 3), sent(Poison.BACKDOOR));
    assertArrayEquals(times(learnt(), -0.5f), sent(Poison.IPM));
    assertArrayEquals(new float[Steps.NUMBERS], sent(Poison.ZERO));
    assertArrayEquals(learnt(), sent(Poison.LABEL_FLIP), "its data is poisoned, not this");
    for (float each : sent(Poison.NAN)) assertTrue(Float.isNaN(each));
  }

  @Test
  void noiseIsTenTimesAsLongAndTheSameForTheSameUnit() {
    assertEquals(10, length(sent(Poison.GAUSSIAN)) / length(learnt()), 2.5);
    assertArrayEquals(sent(Poison.GAUSSIAN), sent(Poison.GAUSSIAN));
    float[] other =
        numbers(new PoisoningProgram(honest, Poison.GAUSSIAN).work(state(0), new UnitId(4, 1)));
    assertFalse(Arrays.equals(sent(Poison.GAUSSIAN), other));
  }

  @Test
  void aLittleStaysWithinTheSpreadOfItsOwnUnits() {
    float[] sent = sent(Poison.ALIE);
    for (int i = 0; i < sent.length; i++) {
      float least = Float.MAX_VALUE;
      float greatest = -Float.MAX_VALUE;
      for (int k = 0; k < 3; k++) {
        float each = numbers(honest.work(state(0), new UnitId(3 + k, 1)))[i];
        least = Math.min(least, each);
        greatest = Math.max(greatest, each);
      }
      float width = greatest - least;
      assertTrue(sent[i] >= least - width && sent[i] <= greatest, "number " + i);
      assertTrue(sent[i] < (least + greatest) / 2, "to the low side, number " + i);
    }
  }

  @Test
  void aMimicSendsTheNetworksLastStep() {
    var mimic = new PoisoningProgram(honest, Poison.MIMIC);
    assertArrayEquals(numbers(honest.work(state(1), UNIT)), numbers(mimic.work(state(1), UNIT)));
    float[] step = numbers(mimic.work(state(3), new UnitId(4, 1)));
    for (float each : step) assertEquals(2f, each);
  }

  @ParameterizedTest
  @EnumSource(Poison.class)
  void theLossIsThatOfHonestWorkAndTheRestIsTheHonestProgram(Poison poison) {
    var program = new PoisoningProgram(honest, poison);
    byte[] update = program.work(state(0), UNIT);
    assertEquals(0.5f, program.loss(update));
    assertEquals(honest.plan(), program.plan());
    assertArrayEquals(honest.init(), program.init());
    assertEquals(Optional.empty(), program.reject(update));
    assertArrayEquals(new byte[] {7}, program.combine(state(0), 0, List.of(update)));
    assertEquals(poison, Poison.of(poison.label()));
  }

  @Test
  void unitsThatTakeASecretArePoisonedToo() {
    var program = new PoisoningProgram(new Steps(true), Poison.SIGN_FLIP);
    assertTrue(program.needsSecret());
    var secret = new UnitSecret(Hash.ZERO);
    byte[] update = program.work(state(0), UNIT, secret);
    assertArrayEquals(
        times(numbers(new Steps(true).work(state(0), UNIT, secret)), -1), numbers(update));
    assertFalse(new PoisoningProgram(honest, Poison.SIGN_FLIP).needsSecret());
  }

  @Test
  void anUnknownPoisonIsRefusedByName() {
    var refusal = assertThrows(IllegalArgumentException.class, () -> Poison.of("arsenic"));
    assertTrue(String.valueOf(refusal.getMessage()).startsWith("no poison is called 'arsenic'"));
  }

  /** Updates of a few numbers that depend on the unit, then a loss of 0.5. */
  private record Steps(boolean needsSecret) implements TaskProgram {
    static final int NUMBERS = 64;

    @Override
    public TaskPlan plan() {
      return new TaskPlan(10, 4, 5, 1, 0);
    }

    @Override
    public byte[] init() {
      return new byte[] {1, 2};
    }

    @Override
    public byte[] work(byte[] state, UnitId unit) {
      if (needsSecret) throw new IllegalArgumentException("a secret is needed");
      return update(unit, 1);
    }

    @Override
    public byte[] work(byte[] state, UnitId unit, UnitSecret secret) {
      return update(unit, 2);
    }

    private static byte[] update(UnitId unit, float factor) {
      ByteBuffer out =
          ByteBuffer.allocate((NUMBERS + 1) * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i < NUMBERS; i++)
        out.putFloat(factor * (i % 7 - 3 + 0.1f * ((unit.round() * 5 + unit.slot() + i) % 3)));
      return out.putFloat(0.5f).array();
    }

    @Override
    public Optional<String> reject(byte[] update) {
      return update.length == (NUMBERS + 1) * Float.BYTES ? Optional.empty() : Optional.of("size");
    }

    @Override
    public byte[] combine(byte[] state, int round, List<byte[]> updates) {
      return new byte[] {7};
    }

    @Override
    public float[] updateVector(byte[] update) {
      return numbers(update);
    }

    @Override
    public float loss(byte[] update) {
      return ByteBuffer.wrap(update).order(ByteOrder.LITTLE_ENDIAN).getFloat(NUMBERS * 4);
    }
  }
}
