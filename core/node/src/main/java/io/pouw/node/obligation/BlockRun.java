package io.pouw.node.obligation;

import io.pouw.plugin.TaskPlan;
import io.pouw.plugin.TaskProgram;
import io.pouw.plugin.UnitId;
import io.pouw.plugin.UpdateCheck;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Decides all obligations of a block here, one by one, and checks each claim as a verifier would.
 */
public final class BlockRun {
  /**
   * An obligation.
   *
   * @param number from 1
   * @param verdict {@code sat}, {@code unsat} or {@code unknown}
   * @param words what is to be said of it
   * @param claimBytes size of the claim, certificate and all
   * @param workNanos what deciding took
   * @param checkNanos what checking the claim took
   * @param check how that ended
   */
  public record Decided(
      int number,
      String verdict,
      String words,
      int claimBytes,
      long workNanos,
      long checkNanos,
      UpdateCheck check) {}

  private BlockRun() {}

  /** Runs; each obligation is told as soon as it is decided. */
  public static List<Decided> run(TaskProgram program, Consumer<Decided> each) {
    var all = new ArrayList<Decided>();
    TaskPlan plan = program.plan();
    byte[] state = program.init();
    for (int round = 0; round < plan.rounds(); round++) {
      var updates = new ArrayList<byte[]>();
      var done = new ArrayList<Decided>();
      for (int slot = 0; slot < plan.slots(); slot++) {
        var unit = new UnitId(round, slot);
        long start = System.nanoTime();
        byte[] update = program.work(state, unit);
        long worked = System.nanoTime();
        UpdateCheck check = program.check(state, unit, update);
        long checked = System.nanoTime();
        updates.add(update);
        done.add(
            new Decided(
                round * plan.slots() + slot + 1,
                "",
                program.inWords(unit, update),
                update.length,
                worked - start,
                checked - worked,
                check));
      }
      state = program.combine(state, round, updates);
      List<String> verdicts = new String(state, StandardCharsets.US_ASCII).lines().toList();
      for (Decided open : done) {
        Decided decided = decided(open, verdicts.get(open.number() - 1));
        all.add(decided);
        each.accept(decided);
      }
    }
    return all;
  }

  private static Decided decided(Decided open, String verdict) {
    return new Decided(
        open.number(),
        verdict,
        open.words(),
        open.claimBytes(),
        open.workNanos(),
        open.checkNanos(),
        open.check());
  }
}
