package io.pouw.task.smt.sat;

import java.util.Arrays;
import java.util.Optional;

/**
 * A SAT solver by conflict-driven clause learning (Marques-Silva and Sakallah 1996; Eén and
 * Sörensson 2003) that proves what it finds unsatisfiable. It has no clock and no random source:
 * clauses, seed and limit decide every step, on every machine. Restarts follow Luby; learnt clauses
 * are thinned out by the number of levels in them (Audemard and Simon 2009).
 */
public final class Cdcl {
  private static final int RESTART_CONFLICTS = 100;
  private static final int FIRST_THINNING = 2_000;
  private static final int NEXT_THINNING = 500;

  /** Numbers that clauses and proof may take, 4 bytes each. */
  private static final int MAX_NUMBERS = 24_000_000;

  private final Cnf problem;
  private final long limit;
  private final Assignment state;
  private final ClauseBase base;
  private final ProofLog log;
  private final VariableOrder order;
  private final Conflict conflict;
  private long conflicts;
  private boolean refuted;

  private Cdcl(Cnf problem, long limit, long seed) {
    this.problem = problem;
    this.limit = limit;
    this.log = new ProofLog(problem.clauses().size());
    this.order = new VariableOrder(problem.variables(), seed);
    this.state = new Assignment(problem.variables());
    this.base = new ClauseBase(state, log);
    this.conflict = new Conflict(state, base, order);
  }

  /**
   * Solves.
   *
   * @param limit literals to look at, about
   * @param seed of the first order of variables
   */
  public static Answer solve(Cnf problem, long limit, long seed) {
    return new Cdcl(problem, limit, seed).run();
  }

  private Answer run() {
    load();
    long untilRestart = RESTART_CONFLICTS;
    long untilThinning = FIRST_THINNING;
    int restarts = 0;
    while (!refuted) {
      int falsified = base.propagate();
      if (falsified >= 0) {
        learn(falsified);
        untilRestart--;
        untilThinning--;
      } else if (base.effort() > limit || base.size() + log.size() > MAX_NUMBERS) {
        return new Answer.Exhausted(base.effort());
      } else if (untilRestart <= 0) {
        backTo(0);
        untilRestart = (long) RESTART_CONFLICTS * luby(++restarts);
      } else if (untilThinning <= 0 && state.level() == 0) {
        base.thin();
        untilThinning = FIRST_THINNING + NEXT_THINNING * (conflicts / FIRST_THINNING);
      } else if (!decide()) {
        return new Answer.Satisfiable(base.effort(), state.solution());
      }
    }
    Optional<byte[]> proof = log.trimmed();
    return proof.isPresent()
        ? new Answer.Unsatisfiable(base.effort(), proof.get())
        : new Answer.Exhausted(base.effort());
  }

  private void load() {
    int number = 0;
    for (int[] clause : problem.clauses()) {
      number++;
      if (refuted) return;
      refuted = !base.addAxiom(number, clause);
    }
  }

  private void learn(int falsified) {
    conflicts++;
    if (state.level() == 0) {
      base.refute(falsified);
      refuted = true;
      return;
    }
    Conflict.Lemma lemma = conflict.analyse(falsified);
    backTo(lemma.backLevel());
    base.addLemma(lemma);
    order.decay();
  }

  private void backTo(int level) {
    state.backTo(level, order::insert);
  }

  private boolean decide() {
    while (!order.isEmpty()) {
      int variable = order.takeFirst();
      if (state.isFree(variable)) {
        state.decide(variable);
        return true;
      }
    }
    return false;
  }

  /** 1 1 2 1 1 2 4 ... (Luby, Sinclair, Zuckerman 1993), counted from 1. */
  static long luby(int index) {
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(index);
    if (index == (1 << bits) - 1) return 1L << (bits - 1);
    return luby(index - (1 << (bits - 1)) + 1);
  }

  /** For tests: whether an assignment solves a problem. */
  static boolean solves(Cnf problem, boolean[] assignment) {
    return problem.clauses().stream()
        .allMatch(clause ->
            Arrays.stream(clause).anyMatch(each -> assignment[Math.abs(each)] == each > 0));
  }
}
