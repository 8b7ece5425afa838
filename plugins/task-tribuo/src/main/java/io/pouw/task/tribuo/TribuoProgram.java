package io.pouw.task.tribuo;

import io.pouw.plugin.TaskPlan;
import io.pouw.plugin.TaskProgram;
import io.pouw.plugin.UnitId;
import io.pouw.primitives.CodecException;
import io.pouw.primitives.Hash;
import io.pouw.task.tribuo.method.Method;
import io.pouw.task.tribuo.method.Methods;
import io.pouw.task.tribuo.spec.TribuoSpec;
import io.pouw.task.tribuo.table.Schema;
import io.pouw.task.tribuo.table.Table;
import io.pouw.task.tribuo.table.TableReader;
import io.pouw.task.tribuo.table.TableReader.Purpose;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.tribuo.Tribuo;

/** One training as the chain sees it. */
final class TribuoProgram implements TaskProgram {
  private static final double PARTS_PER_MILLION = 1e6;

  private final TaskPlan plan;
  private final Method method;
  private final ModelState beginning;

  /**
   * Reads the training data.
   *
   * @throws IllegalArgumentException if it does not fit the spec, with the reason
   */
  TribuoProgram(TribuoSpec spec, byte[] rows, Hash effectiveSeed) {
    var reader = new TableReader(spec.kind(), spec.data());
    Schema schema = reader.learn(rows, spec.algorithm().scales());
    Table table = reader.read(rows, schema, Purpose.TRAINING);
    method = Methods.of(spec, schema, table, effectiveSeed);
    plan =
        new TaskPlan(
            spec.rounds(),
            spec.slots(),
            spec.checkpointRounds(),
            method.unitWeight(),
            Math.round(spec.minScore() * PARTS_PER_MILLION));
    var provenance = new TreeMap<>(method.provenance());
    provenance.put("data.sha256", Hash.sha256(rows).toString());
    provenance.put("data.rows", String.valueOf(table.rows()));
    provenance.put("data.features", String.valueOf(table.width()));
    provenance.put("effective-seed", effectiveSeed.toString());
    provenance.put("tribuo.version", Tribuo.VERSION);
    beginning = new ModelState(ModelState.text(provenance), schema, method.first());
  }

  @Override
  public TaskPlan plan() {
    return plan;
  }

  @Override
  public byte[] init() {
    return beginning.toBytes();
  }

  @Override
  public byte[] work(byte[] state, UnitId unit) {
    if (unit.round() >= plan.rounds() || unit.slot() >= plan.slots())
      throw new IllegalArgumentException(
          "%s of a task of %d rounds with %d slots".formatted(unit, plan.rounds(), plan.slots()));
    byte[] body = ModelState.decode(state).body();
    return ModelState.checked(() -> method.work(body, unit.round(), unit.slot()));
  }

  @Override
  public Optional<String> reject(byte[] update) {
    try {
      Methods.check(method, update);
      return Optional.empty();
    } catch (CodecException e) {
      return Optional.of("the update is none of this task: " + e.getMessage());
    }
  }

  @Override
  public byte[] combine(byte[] state, int round, List<byte[]> updates) {
    if (updates.size() != plan.slots())
      throw new IllegalArgumentException(
          "%d updates of %d slots".formatted(updates.size(), plan.slots()));
    ModelState before = ModelState.decode(state);
    byte[] after = ModelState.checked(() -> method.combine(before.body(), round, updates));
    return before.with(after).toBytes();
  }

  @Override
  public float loss(byte[] update) {
    return method.loss(update);
  }
}
