package io.pouw.task.smt;

import io.pouw.plugin.Figures;
import io.pouw.plugin.Prediction;
import io.pouw.plugin.Scores;
import io.pouw.plugin.TaskPlan;
import io.pouw.plugin.TaskProgram;
import io.pouw.plugin.TaskType;
import io.pouw.primitives.Hash;
import io.pouw.task.smt.script.ProofBlock;
import io.pouw.task.smt.z3.Z3Pool;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeSet;
import org.pf4j.Extension;

/**
 * The task type {@code smt}, proof of proof: a proof block of obligations (part {@code
 * obligations}), each of which is found satisfiable, unsatisfiable, or too hard for the rlimit. The
 * test part {@code expected} has a line for each: {@code sat}, {@code unsat}, or {@code unknown}
 * where nobody knows.
 */
@Extension
public final class SmtTask implements TaskType {
  private static final String OBLIGATIONS = "obligations";
  private static final String EXPECTED = "expected";
  private static final String SCHEMA = "task-smt.schema.json";
  private static final double NANO = 1e9;

  private final Z3Pool z3 = new Z3Pool();

  @Override
  public String name() {
    return "smt";
  }

  /** To be raised whenever the same inputs would give other verdicts than before. */
  @Override
  public String version() {
    return "1";
  }

  @Override
  public List<String> problems(byte[] spec) {
    return SmtSpec.problems(spec);
  }

  /** That of {@code api-spec/task-smt.schema.json}. */
  @Override
  public Optional<String> schema() {
    try (InputStream in = SmtTask.class.getResourceAsStream(SCHEMA)) {
      if (in == null) throw new IllegalStateException("the plugin is damaged: no " + SCHEMA);
      return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public TaskPlan plan(byte[] spec, Map<String, byte[]> training) {
    return SmtProgram.plan(SmtSpec.read(spec), ProofBlock.read(part(training, OBLIGATIONS)));
  }

  @Override
  public TaskProgram open(byte[] spec, Map<String, byte[]> training, Hash effectiveSeed) {
    SmtSpec read = SmtSpec.read(spec);
    ProofBlock block = ProofBlock.read(part(training, OBLIGATIONS));
    long seed = ByteBuffer.wrap(effectiveSeed.toBytes()).getLong();
    return new SmtProgram(SmtProgram.plan(read, block), block, new Prover(z3, read.rlimit(), seed));
  }

  /**
   * An obligation counts as correct if it is decided, and not otherwise than expected. The loss is
   * the undecided part.
   */
  @Override
  public Scores evaluate(byte[] spec, byte[] state, Map<String, byte[]> test) {
    List<Verdict> found = Verdicts.read(state).all();
    List<Verdict> expected = Verdicts.read(part(test, EXPECTED)).all();
    if (found.size() != expected.size())
      throw new IllegalArgumentException(
          expected.size() + " expected verdicts for " + found.size() + " obligations");
    long correct = 0;
    long decided = 0;
    for (int i = 0; i < found.size(); i++) {
      if (!found.get(i).isDecided()) continue;
      decided++;
      if (!expected.get(i).isDecided() || expected.get(i) == found.get(i)) correct++;
    }
    long undecided = found.size() - decided;
    return new Scores(correct, found.size(), undecided * (long) NANO / found.size());
  }

  @Override
  public Figures figures(byte[] spec, Scores scores) {
    SequencedMap<String, Double> values = new LinkedHashMap<>();
    values.put("obligations", (double) scores.total());
    values.put("decided", (double) Math.round(scores.total() * (1 - scores.lossNano() / NANO)));
    values.put("as_expected", (double) scores.correct());
    values.put("rlimit", (double) SmtSpec.read(spec).rlimit());
    return new Figures(values);
  }

  @Override
  public Figures measure(byte[] spec, byte[] state, Map<String, byte[]> test) {
    SequencedMap<String, Double> values =
        new LinkedHashMap<>(figures(spec, evaluate(spec, state, test)).values());
    Verdicts verdicts = Verdicts.read(state);
    for (Verdict each : List.of(Verdict.SAT, Verdict.UNSAT, Verdict.UNKNOWN))
      values.put(each.text(), (double) verdicts.count(each));
    return new Figures(values);
  }

  private static byte[] part(Map<String, byte[]> parts, String name) {
    byte[] content = parts.get(name);
    if (content == null || parts.size() != 1)
      throw new IllegalArgumentException(
          "an smt task has the part %s here, not %s"
              .formatted(name, new TreeSet<>(parts.keySet())));
    return content;
  }

  /** Nothing can be given to it. */
  @Override
  public List<Integer> inputShape(byte[] spec) {
    return List.of();
  }

  /**
   * Not possible.
   *
   * @throws UnsupportedOperationException always
   */
  @Override
  public Prediction predict(byte[] spec, byte[] state, float[] input) {
    throw new UnsupportedOperationException("verdicts predict nothing");
  }

  @Override
  public String describe(byte[] spec, long stateOffset) {
    return "byte " + stateOffset + " of the verdicts, a line for each obligation";
  }
}
