package io.pouw.task.tribuo.method;

import io.pouw.learning.random.RandomStream;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;
import io.pouw.task.tribuo.spec.Algorithm;
import io.pouw.task.tribuo.spec.Bounds;
import io.pouw.task.tribuo.spec.TribuoSpec;
import io.pouw.task.tribuo.table.Table;
import java.util.Arrays;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import libsvm.svm;
import libsvm.svm_model;
import libsvm.svm_node;
import libsvm.svm_parameter;
import libsvm.svm_problem;

/**
 * One-class support vector machines: a unit draws some of the normal rows without replacement and
 * trains one machine on them; the state is all machines so far. Training is libsvm's, which Tribuo
 * is built on, but the kernel's values are handed to it: its own are of {@code Math.exp}.
 */
final class SvmMethod implements Method {
  private static final double TOLERANCE = 1e-3;
  private static final double CACHE_MEGABYTES = 32;

  /** Multiplications, additions and what the solver does with each value of the kernel. */
  private static final long OPERATIONS = 2;

  private static final long SOLVER = 16;

  static {
    // libsvm would tell standard output of each training.
    svm.svm_set_print_string_function(line -> {});
  }

  private final TribuoSpec spec;
  private final Algorithm.OneClassSvm model;
  private final KernelFunction kernel;
  private final Table table;
  private final Hash seed;
  private final int sampleRows;

  SvmMethod(TribuoSpec spec, Algorithm.OneClassSvm model, Table table, Hash seed) {
    this.spec = spec;
    this.model = model;
    this.table = table;
    this.seed = seed;
    this.kernel = new KernelFunction(model, table.width());
    this.sampleRows = Math.min(model.sampleRows(), table.rows());
    if (sampleRows < 2)
      throw new IllegalArgumentException("rows: there is but one normal row to learn from");
    long machines = (long) spec.rounds() * spec.slots();
    Bounds.check("support vector machines", machines, Bounds.SVMS);
    long bytes = 16 + ReportedLoss.BYTES + sampleRows * (8L + 4L * table.width());
    Bounds.check("bytes of an update", bytes, Bounds.UPDATE_BYTES);
    Bounds.check("bytes of the model", bytes * machines, Bounds.STATE_BYTES);
  }

  @Override
  public byte[] first() {
    return new Boundaries(List.of(), kernel).toBytes();
  }

  @Override
  public byte[] work(byte[] body, int round, int slot) {
    var random = RandomStream.of(seed, "tribuo/sample", Method.number(spec, round, slot, 1));
    int[] sample = Arrays.copyOf(random.nextPermutation(table.rows()), sampleRows);
    float[][] rows = new float[sampleRows][];
    for (int i = 0; i < sampleRows; i++) rows[i] = Boundaries.rounded(table.row(sample[i]));
    svm_model trained = svm.svm_train(problem(rows), parameters());
    float[][] vectors = new float[trained.l][];
    for (int i = 0; i < vectors.length; i++) vectors[i] = rows[trained.sv_indices[i] - 1];
    var machine = new SupportVectors(vectors, trained.sv_coef[0], trained.rho[0]);
    var out = new Encoder();
    ReportedLoss.encode(out, outside(machine));
    machine.encode(out);
    return out.toBytes();
  }

  /** The share of all normal rows that the machine takes for anomalies. */
  private double outside(SupportVectors machine) {
    int outside = 0;
    for (int row = 0; row < table.rows(); row++)
      if (!(machine.decision(Boundaries.rounded(table.row(row)), kernel) >= 0)) outside++;
    return (double) outside / table.rows();
  }

  /** Row i is node 0, its number from 1 on, and node j the kernel's value with row j. */
  private svm_problem problem(float[][] rows) {
    var problem = new svm_problem();
    problem.l = rows.length;
    problem.y = new double[rows.length];
    problem.x = new svm_node[rows.length][rows.length + 1];
    for (int i = 0; i < rows.length; i++) {
      problem.y[i] = 1;
      problem.x[i][0] = node(0, i + 1);
      for (int j = 0; j < rows.length; j++)
        problem.x[i][j + 1] =
            j < i
                ? node(j + 1, problem.x[j][i + 1].value)
                : node(j + 1, kernel.of(rows[i], rows[j]));
    }
    return problem;
  }

  private static svm_node node(int index, double value) {
    var node = new svm_node();
    node.index = index;
    node.value = value;
    return node;
  }

  private svm_parameter parameters() {
    var parameters = new svm_parameter();
    parameters.svm_type = svm_parameter.ONE_CLASS;
    parameters.kernel_type = svm_parameter.PRECOMPUTED;
    parameters.nu = model.nu();
    parameters.eps = TOLERANCE;
    parameters.cache_size = CACHE_MEGABYTES;
    parameters.shrinking = 0;
    parameters.probability = 0;
    return parameters;
  }

  @Override
  public void check(Decoder update) {
    var _ = read(update);
    update.end();
  }

  private SupportVectors read(Decoder update) {
    float _ = ReportedLoss.decode(update);
    return SupportVectors.decode(update, sampleRows, table.width());
  }

  @Override
  public byte[] combine(byte[] body, int round, List<byte[]> updates) {
    Boundaries all = Boundaries.decode(body, sampleRows, table.width(), kernel);
    for (byte[] update : updates) all = all.and(Decoder.whole(update, this::read));
    return all.toBytes();
  }

  @Override
  public float loss(byte[] update) {
    return ReportedLoss.of(update);
  }

  /**
   * The kernel's values, each of so many features, and the solver's work on each; then the kernel's
   * values of all rows with the share nu of the sample, which is least to be support vectors.
   */
  @Override
  public long unitWeight() {
    long kernels = OPERATIONS * table.width();
    long told = (long) Math.ceil(model.nu() * sampleRows) * table.rows();
    return (long) sampleRows * sampleRows * (kernels + SOLVER) + told * kernels;
  }

  @Override
  public SequencedMap<String, String> provenance() {
    var lines = new TreeMap<String, String>();
    lines.put("trainer.class-name", svm.class.getName());
    lines.put("trainer.version", String.valueOf(svm.LIBSVM_VERSION));
    lines.put("trainer.svm-type", "ONE_CLASS");
    lines.put("trainer.kernel", model.kernel().name());
    lines.put("trainer.gamma", String.valueOf(kernel.gamma()));
    lines.put("trainer.nu", String.valueOf(model.nu()));
    lines.put("trainer.eps", String.valueOf(TOLERANCE));
    lines.put("trainer.sample-rows", String.valueOf(sampleRows));
    return lines;
  }
}
