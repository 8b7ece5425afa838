package io.pouw.simulation;

import io.pouw.plugin.Prediction;
import io.pouw.plugin.Scores;
import io.pouw.plugin.TaskPlan;
import io.pouw.plugin.TaskProgram;
import io.pouw.plugin.TaskType;
import io.pouw.plugin.UnitId;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Domain;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A small real task: linear regression by stochastic gradient descent in fixed-point integers, on
 * the points of a plane. The data are lines {@code x y z}; the spec is {@code
 * rounds,slots,checkpointRounds}. Stateless.
 */
final class GridRegression implements TaskType {
  static final String PART = "points";
  static final long UNIT_WEIGHT = 60_000_000_000L;
  private static final int FEATURES = 3;
  private static final int BATCH = 8;
  private static final long ONE = 1 << 16;

  @Override
  public String name() {
    return "grid";
  }

  @Override
  public String version() {
    return "1";
  }

  /** The points of {@code z = 2 x - 3 y + 5} with x from {@code first} in steps of two. */
  static byte[] points(int first) {
    var lines = new StringBuilder();
    for (int x = first; x < 12; x += 2)
      for (int y = 0; y < 12; y++) lines.append("%d %d %d\n".formatted(x, y, 2 * x - 3 * y + 5));
    return lines.toString().getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public List<String> problems(byte[] spec) {
    return List.of();
  }

  @Override
  public TaskPlan plan(byte[] spec, Map<String, byte[]> training) {
    String[] numbers = new String(spec, StandardCharsets.US_ASCII).split(",", -1);
    return new TaskPlan(
        Integer.parseInt(numbers[0]),
        Integer.parseInt(numbers[1]),
        Integer.parseInt(numbers[2]),
        UNIT_WEIGHT,
        0);
  }

  @Override
  public TaskProgram open(byte[] spec, Map<String, byte[]> training, Hash effectiveSeed) {
    return new Program(plan(spec, training), rows(training), effectiveSeed);
  }

  @Override
  public Scores evaluate(byte[] spec, byte[] state, Map<String, byte[]> test) {
    long[] weights = numbers(state);
    List<long[]> rows = rows(test);
    long near = 0;
    for (long[] row : rows) if (Math.abs(predict(weights, row) - row[FEATURES]) < ONE) near++;
    return new Scores(near, rows.size(), 0);
  }

  @Override
  public List<Integer> inputShape(byte[] spec) {
    return List.of(FEATURES - 1);
  }

  @Override
  public Prediction predict(byte[] spec, byte[] state, float[] input) {
    throw new UnsupportedOperationException("a simulated task is not asked for predictions");
  }

  @Override
  public String describe(byte[] spec, long stateOffset) {
    return "weight " + stateOffset / Long.BYTES;
  }

  /** Rows of x and y over 16, a constant, and z, in fixed point. */
  private static List<long[]> rows(Map<String, byte[]> data) {
    byte[] text = data.getOrDefault(PART, new byte[0]);
    var rows = new ArrayList<long[]>();
    for (String line : new String(text, StandardCharsets.US_ASCII).lines().toList()) {
      String[] cells = line.split(" ", -1);
      rows.add(
          new long[] {
            Long.parseLong(cells[0]) * ONE / 16,
            Long.parseLong(cells[1]) * ONE / 16,
            ONE,
            Long.parseLong(cells[2]) * ONE
          });
    }
    if (rows.isEmpty()) throw new IllegalArgumentException("no points");
    return rows;
  }

  private static long predict(long[] weights, long[] row) {
    long sum = 0;
    for (int i = 0; i < FEATURES; i++) sum += weights[i] * row[i] / ONE;
    return sum;
  }

  private static long[] numbers(byte[] bytes) {
    var in = new Decoder(bytes);
    long[] numbers = new long[bytes.length / Long.BYTES];
    for (int i = 0; i < numbers.length; i++) numbers[i] = in.i64();
    return numbers;
  }

  private static byte[] bytes(long[] numbers) {
    var out = new Encoder();
    for (long number : numbers) out.i64(number);
    return out.toBytes();
  }

  private record Program(TaskPlan plan, List<long[]> rows, Hash seed) implements TaskProgram {
    @Override
    public byte[] init() {
      return bytes(new long[FEATURES]);
    }

    /** Gradient sums and the loss sum of a batch that round and slot choose. */
    @Override
    public byte[] work(byte[] state, UnitId unit) {
      long[] weights = numbers(state);
      long[] sums = new long[FEATURES + 1];
      for (int i = 0; i < BATCH; i++) {
        long[] row = rows.get((int) (chance(unit, i) % rows.size()));
        long error = predict(weights, row) - row[FEATURES];
        for (int j = 0; j < FEATURES; j++) sums[j] += error * row[j] / ONE;
        sums[FEATURES] += error / 256 * error / 256;
      }
      return bytes(sums);
    }

    @Override
    public Optional<String> reject(byte[] update) {
      int expected = Long.BYTES * (FEATURES + 1);
      return update.length == expected
          ? Optional.empty()
          : Optional.of(update.length + " bytes, expected " + expected);
    }

    @Override
    public byte[] combine(byte[] state, int round, List<byte[]> updates) {
      long[] weights = numbers(state);
      for (byte[] update : updates) {
        long[] sums = numbers(update);
        for (int i = 0; i < FEATURES; i++) weights[i] -= sums[i] / (2L * BATCH * updates.size());
      }
      return bytes(weights);
    }

    @Override
    public float loss(byte[] update) {
      return (float) numbers(update)[FEATURES] / BATCH;
    }

    private long chance(UnitId unit, int index) {
      byte[] place = new Encoder().put(unit).u32(index).toBytes();
      return Hash.of(Domain.SEED, seed.toBytes(), place).toLong() >>> 1;
    }
  }
}
