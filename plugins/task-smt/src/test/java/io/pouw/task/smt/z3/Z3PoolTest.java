package io.pouw.task.smt.z3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class Z3PoolTest {
  /** Sums of cubes: Z3 searches for ever. */
  private static final String HARD =
      """
      (declare-fun f0 () Int)
      (declare-fun f1 () Int)
      (declare-fun f2 () Int)
      (assert (= (+ (* f0 f0 f0) (* f1 f1 f1) (* f2 f2 f2)) 114))
      """;

  @BeforeEach
  void onlyWhereThereIsZ3() {
    assumeTrue(Z3Pool.isAvailable(), "Z3 comes for Linux on x86-64");
  }

  @Test
  void theRlimitStopsItAtTheSameCountInEveryProcess() {
    var one = new Z3Pool().ask(HARD, 300_000, 1).orElseThrow();
    var two = new Z3Pool().ask(HARD, 300_000, 1).orElseThrow();
    assertEquals(Z3Answer.Verdict.UNKNOWN, one.verdict());
    assertEquals(one, two);
    assertTrue(one.rlimit() >= 300_000 && one.rlimit() < 1_000_000, one::toString);
  }

  @Test
  void aProcessThatTakesTooLongIsKilledAndGivesNoAnswer() {
    var pool = new Z3Pool(Duration.ofSeconds(1));
    assertEquals(Optional.empty(), pool.ask(HARD, Integer.MAX_VALUE, 1));
    assertEquals(
        Optional.of(Z3Answer.Verdict.UNSAT),
        new Z3Pool().ask("(assert false)", 1_000, 1).map(Z3Answer::verdict));
  }

  @Test
  void nonsenseIsUnknownAndTheProcessGoesOn() {
    var pool = new Z3Pool();
    assertEquals(
        Z3Answer.Verdict.UNKNOWN, pool.ask("(assert (= 1", 1_000, 1).orElseThrow().verdict());
    assertEquals(Z3Answer.Verdict.SAT, pool.ask("(assert true)", 1_000, 1).orElseThrow().verdict());
  }

  @Test
  void aModelSpeaksOfDeclaredFunctionsOnly() {
    Z3Answer answer =
        new Z3Pool()
            .ask(
                """
                (declare-fun f0 (Int) Int)
                (declare-fun f1 () Real)
                (define-fun n1 () Int (f0 3))
                (assert (= n1 (- 4)))
                (assert (= (* 3.0 f1) 1.0))
                """,
                100_000,
                1)
            .orElseThrow();
    assertEquals(
        "((define-fun f1 () Real (/ 1.0 3.0))\n(define-fun f0 ((x!0 Int)) Int (- 4))\n)",
        answer.text());
  }
}
