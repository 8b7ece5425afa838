package io.pouw.work;

import io.pouw.plugin.Prediction;
import io.pouw.plugin.Regime;
import io.pouw.plugin.Scores;
import io.pouw.plugin.TaskPlan;
import io.pouw.plugin.TaskProgram;
import io.pouw.plugin.TaskType;
import io.pouw.plugin.UnitId;
import io.pouw.plugin.UnitSecret;
import io.pouw.plugin.UpdateCheck;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Domain;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Linear regression of the species number on Fisher's iris measurements, by stochastic gradient
 * descent in fixed-point integers. The spec is {@code rounds,slots,checkpointRounds}, and {@code
 * ,noised} if units are to take a secret, or {@code ,federated} if the rows are each worker's own.
 * Then the client's part {@code damping}, a number, divides every step. With {@code ,checked} an
 * update ends with a number that is its worker's to choose, and updates are checked; where it is
 * {@link #UNDECIDABLE} the check decides nothing. With {@code ,chained} units are those of {@link
 * ChainedUnits}.
 */
final class IrisRegression implements TaskType {
  static final long UNIT_WEIGHT = 60_000_000_000L;
  static final long UNDECIDABLE = 13;
  private static final int FEATURES = 5;
  private static final long ONE = 1 << 16;
  private static final int BATCH = 16;

  @Override
  public String name() {
    return "iris";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public List<String> problems(byte[] spec) {
    return List.of();
  }

  @Override
  public TaskPlan plan(byte[] spec, Map<String, byte[]> training) {
    String[] numbers = new String(spec, StandardCharsets.US_ASCII).split(",", -1);
    int slots = Integer.parseInt(numbers[1]);
    return new TaskPlan(
        Integer.parseInt(numbers[0]),
        slots,
        Integer.parseInt(numbers[2]),
        UNIT_WEIGHT,
        0,
        isFederated(spec) ? Regime.FEDERATED : Regime.VERIFIED,
        isFederated(spec) ? slots / 2 + 1 : slots);
  }

  private static boolean isFederated(byte[] spec) {
    return new String(spec, StandardCharsets.US_ASCII).endsWith(",federated");
  }

  @Override
  public TaskProgram open(byte[] spec, Map<String, byte[]> training, Hash effectiveSeed) {
    boolean noised = new String(spec, StandardCharsets.US_ASCII).endsWith(",noised");
    boolean without = isFederated(spec) && !training.containsKey("rows");
    byte[] damping = training.getOrDefault("damping", new byte[] {'1'});
    var program =
        new Program(
            plan(spec, training),
            without ? List.of() : rows(training),
            effectiveSeed,
            noised,
            new String(spec, StandardCharsets.US_ASCII).endsWith(",checked"),
            Long.parseLong(new String(damping, StandardCharsets.US_ASCII)));
    return new String(spec, StandardCharsets.US_ASCII).endsWith(",chained")
        ? new ChainedUnits(program)
        : program;
  }

  @Override
  public Scores evaluate(byte[] spec, byte[] state, Map<String, byte[]> test) {
    long[] weights = numbers(state);
    long correct = 0;
    List<long[]> rows = rows(test);
    for (long[] row : rows)
      if (Math.round(predict(weights, row) / (double) ONE) == row[FEATURES] / ONE) correct++;
    return new Scores(correct, rows.size(), 0);
  }

  @Override
  public List<Integer> inputShape(byte[] spec) {
    return List.of(FEATURES - 1);
  }

  @Override
  public Prediction predict(byte[] spec, byte[] state, float[] input) {
    throw new UnsupportedOperationException("not asked for here");
  }

  @Override
  public String describe(byte[] spec, long stateOffset) {
    return "weight " + stateOffset / 8;
  }

  /** Rows of four measurements, a constant, and the species, in fixed point. */
  private static List<long[]> rows(Map<String, byte[]> data) {
    byte[] csv = data.getOrDefault("rows", new byte[0]);
    var rows = new ArrayList<long[]>();
    for (String line : new String(csv, StandardCharsets.US_ASCII).lines().toList()) {
      String[] cells = line.split(",", -1);
      long[] row = new long[FEATURES + 1];
      for (int i = 0; i < 4; i++) row[i] = tenths(cells[i]) * ONE / 80;
      row[4] = ONE;
      row[FEATURES] = Long.parseLong(cells[4]) * ONE;
      rows.add(row);
    }
    if (rows.isEmpty()) throw new IllegalArgumentException("no rows");
    return rows;
  }

  private static long tenths(String decimal) {
    return Long.parseLong(decimal.replace(".", ""));
  }

  private static long predict(long[] weights, long[] row) {
    long sum = 0;
    for (int i = 0; i < FEATURES; i++) sum += weights[i] * row[i] / ONE;
    return sum;
  }

  private static long[] numbers(byte[] bytes) {
    var in = new Decoder(bytes);
    long[] numbers = new long[bytes.length / 8];
    for (int i = 0; i < numbers.length; i++) numbers[i] = in.i64();
    return numbers;
  }

  private static byte[] bytes(long[] numbers) {
    var out = new Encoder();
    for (long number : numbers) out.i64(number);
    return out.toBytes();
  }

  private record Program(
      TaskPlan plan,
      List<long[]> rows,
      Hash seed,
      boolean noised,
      boolean checksUpdates,
      long damping)
      implements TaskProgram {
    private static final AtomicLong CHOICES = new AtomicLong(100);

    @Override
    public byte[] init() {
      long[] weights = new long[FEATURES];
      for (int i = 0; i < FEATURES; i++) weights[i] = chance(i, 0, 0) % (ONE / 8);
      return bytes(weights);
    }

    /** Gradient sums and the loss sum of a batch that round and slot choose. */
    @Override
    public byte[] work(byte[] state, UnitId unit) {
      long[] weights = numbers(state);
      long[] sums = new long[FEATURES + 1];
      for (int i = 0; i < BATCH; i++) {
        long[] row = rows.get((int) (chance(unit.round() + 1, unit.slot(), i) % rows.size()));
        long error = predict(weights, row) - row[FEATURES];
        for (int j = 0; j < FEATURES; j++) sums[j] += error * row[j] / ONE;
        sums[FEATURES] += error * error / ONE;
      }
      if (!checksUpdates) return bytes(sums);
      long[] chosen = Arrays.copyOf(sums, FEATURES + 2);
      chosen[FEATURES + 1] = CHOICES.getAndIncrement();
      return bytes(chosen);
    }

    @Override
    public UpdateCheck check(byte[] state, UnitId unit, byte[] update) {
      long[] claimed = numbers(update);
      if (claimed[FEATURES + 1] == UNDECIDABLE) return new UpdateCheck.Undecided("who knows");
      long[] own = numbers(work(state, unit));
      return Arrays.equals(claimed, 0, FEATURES + 1, own, 0, FEATURES + 1)
          ? new UpdateCheck.Valid()
          : new UpdateCheck.Wrong("other sums");
    }

    @Override
    public boolean needsSecret() {
      return noised;
    }

    /** The first sum changed by a number from the secret; then the commitment. */
    @Override
    public byte[] work(byte[] state, UnitId unit, UnitSecret secret) {
      long[] sums = Arrays.copyOf(numbers(work(state, unit)), FEATURES + 2);
      sums[0] += secret.value().toLong() % 1024;
      sums[FEATURES + 1] = commitment(secret);
      return bytes(sums);
    }

    @Override
    public boolean opens(byte[] update, UnitSecret secret) {
      return reject(update).isEmpty() && numbers(update)[FEATURES + 1] == commitment(secret);
    }

    private static long commitment(UnitSecret secret) {
      return Hash.sha256(secret.value().toBytes()).toLong();
    }

    @Override
    public Optional<String> reject(byte[] update) {
      int expected = 8 * (FEATURES + (noised || checksUpdates ? 2 : 1));
      return update.length == expected
          ? Optional.empty()
          : Optional.of(update.length + " bytes, expected " + expected);
    }

    @Override
    public byte[] combine(byte[] state, int round, List<byte[]> updates) {
      long[] weights = numbers(state);
      for (byte[] update : updates) {
        long[] sums = numbers(update);
        for (int i = 0; i < FEATURES; i++)
          weights[i] -= sums[i] / (2L * BATCH * updates.size() * damping);
      }
      return bytes(weights);
    }

    @Override
    public float loss(byte[] update) {
      return (float) numbers(update)[FEATURES] / BATCH / ONE;
    }

    private long chance(int round, int slot, int index) {
      byte[] place = new Encoder().u32(round).u32(slot).u32(index).toBytes();
      return Hash.of(Domain.SEED, seed.toBytes(), place).toLong() >>> 1;
    }
  }
}
