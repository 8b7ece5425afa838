package io.pouw.role.miner;

import io.pouw.plugin.TaskPlan;
import io.pouw.plugin.TaskProgram;
import io.pouw.plugin.UnitId;
import io.pouw.plugin.UnitSecret;
import io.pouw.primitives.Domain;
import io.pouw.primitives.Hash;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Does a unit and spoils what comes of it. An update begins with the numbers that {@link
 * TaskProgram#updateVector} gives, as float32 little-endian; what follows them stays.
 */
final class PoisoningProgram implements TaskProgram {
  private static final float SCALE = 20;
  private static final float NOISE = 10;
  private static final float BOOST = 3;
  private static final float DEVIATIONS = 1.5f;
  private static final float OPPOSITE = -0.5f;
  private static final int SAMPLES = 3;

  private final TaskProgram honest;
  private final Poison poison;
  private final Object lock = new Object();
  private Optional<byte[]> lastState = Optional.empty();

  PoisoningProgram(TaskProgram honest, Poison poison) {
    this.honest = honest;
    this.poison = poison;
  }

  @Override
  public byte[] work(byte[] state, UnitId unit) {
    return spoiled(state, unit, each -> honest.work(state, each));
  }

  @Override
  public boolean needsSecret() {
    return honest.needsSecret();
  }

  @Override
  public byte[] work(byte[] state, UnitId unit, UnitSecret secret) {
    return spoiled(state, unit, each -> honest.work(state, each, secret));
  }

  @Override
  public boolean opens(byte[] update, UnitSecret secret) {
    return honest.opens(update, secret);
  }

  private byte[] spoiled(byte[] state, UnitId unit, Function<UnitId, byte[]> work) {
    byte[] update = work.apply(unit);
    float[] learnt = honest.updateVector(update);
    return written(
        update,
        switch (poison) {
          case SIGN_FLIP -> times(learnt, -1);
          case SCALED -> times(learnt, SCALE);
          case GAUSSIAN -> noise(learnt, unit);
          case LABEL_FLIP -> learnt;
          case BACKDOOR -> times(learnt, BOOST);
          case ALIE -> aLittle(unit, learnt, work);
          case IPM -> times(learnt, OPPOSITE);
          case MIMIC -> lastStep(state, learnt);
          case ZERO -> new float[learnt.length];
          case NAN -> times(learnt, Float.NaN);
        });
  }

  private static byte[] written(byte[] update, float[] numbers) {
    byte[] poisoned = update.clone();
    ByteBuffer.wrap(poisoned).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(numbers);
    return poisoned;
  }

  private static float[] times(float[] numbers, float factor) {
    float[] product = new float[numbers.length];
    for (int i = 0; i < product.length; i++) product[i] = numbers[i] * factor;
    return product;
  }

  /** The sum of twelve uniform numbers less six is near enough to normal. */
  private static float[] noise(float[] learnt, UnitId unit) {
    double squares = 0;
    for (float each : learnt) squares += (double) each * each;
    float size = (float) Math.sqrt(squares / learnt.length) * NOISE;
    float[] noise = new float[learnt.length];
    long random = Hash.of(Domain.UNIT, unit).toLong();
    for (int i = 0; i < noise.length; i++) {
      float sum = -6;
      for (int k = 0; k < 12; k++) {
        random = random * 6364136223846793005L + 1442695040888963407L;
        sum += (random >>> 40) / (float) (1 << 24);
      }
      noise[i] = sum * size;
    }
    return noise;
  }

  /** Its own units of other rounds stand in for the honest updates that it cannot see. */
  private float[] aLittle(UnitId unit, float[] learnt, Function<UnitId, byte[]> work) {
    float[][] samples = new float[SAMPLES][];
    samples[0] = learnt;
    for (int k = 1; k < SAMPLES; k++) {
      int other = (unit.round() + k) % honest.plan().rounds();
      samples[k] = honest.updateVector(work.apply(new UnitId(other, unit.slot())));
    }
    float[] within = new float[learnt.length];
    for (int i = 0; i < within.length; i++) {
      float sum = 0;
      for (float[] each : samples) sum += each[i];
      float mean = sum / SAMPLES;
      float squares = 0;
      for (float[] each : samples) squares += (each[i] - mean) * (each[i] - mean);
      within[i] = mean - DEVIATIONS * (float) Math.sqrt(squares / SAMPLES);
    }
    return within;
  }

  private float[] lastStep(byte[] state, float[] learnt) {
    synchronized (lock) {
      Optional<byte[]> before = lastState;
      lastState = Optional.of(state.clone());
      if (before.isEmpty() || state.length < learnt.length * Float.BYTES) return learnt;
      ByteBuffer from = ByteBuffer.wrap(before.get()).order(ByteOrder.LITTLE_ENDIAN);
      ByteBuffer to = ByteBuffer.wrap(state).order(ByteOrder.LITTLE_ENDIAN);
      float[] step = new float[learnt.length];
      for (int i = 0; i < step.length; i++) step[i] = to.getFloat() - from.getFloat();
      return step;
    }
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
  public Optional<String> reject(byte[] update) {
    return honest.reject(update);
  }

  @Override
  public byte[] combine(byte[] state, int round, List<byte[]> updates) {
    return honest.combine(state, round, updates);
  }

  @Override
  public float[] updateVector(byte[] update) {
    return honest.updateVector(update);
  }

  @Override
  public float loss(byte[] update) {
    return honest.loss(update);
  }
}
