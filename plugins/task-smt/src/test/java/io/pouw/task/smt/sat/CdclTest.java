package io.pouw.task.smt.sat;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CdclTest {
  private static final long LIMIT = 20_000_000;

  @Test
  void answersAreThoseOfTryingAllAndEveryOneIsProved() {
    long seed = 9;
    System.out.println("seed " + seed);
    var random = new Random(seed);
    for (int i = 0; i < 400; i++) {
      Cnf problem = Problems.random(random, 10, 35 + random.nextInt(25));
      switch (Cdcl.solve(problem, LIMIT, i)) {
        case Answer.Satisfiable found -> assertTrue(Cdcl.solves(problem, found.assignment()));
        case Answer.Unsatisfiable refuted -> {
          assertFalse(Problems.hasSolution(problem));
          assertEquals(Optional.empty(), LratCheck.problem(problem, refuted.proof()));
        }
        case Answer.Exhausted _ -> throw new AssertionError("so small a problem is too hard");
      }
    }
  }

  @Test
  void hardProblemsAreProvedTooWithRestartsAndThinning() {
    for (Cnf problem : List.of(Problems.pigeons(8), Problems.random(new Random(4), 130, 700))) {
      var refuted =
          assertInstanceOf(Answer.Unsatisfiable.class, Cdcl.solve(problem, 400_000_000, 1));
      assertEquals(Optional.empty(), LratCheck.problem(problem, refuted.proof()));
    }
  }

  @Test
  void theSameInputsGiveTheSameProofAndEffort() {
    Cnf problem = Problems.pigeons(6);
    var one = assertInstanceOf(Answer.Unsatisfiable.class, Cdcl.solve(problem, LIMIT, 5));
    var two = assertInstanceOf(Answer.Unsatisfiable.class, Cdcl.solve(problem, LIMIT, 5));
    assertArrayEquals(one.proof(), two.proof());
    assertEquals(one.effort(), two.effort());
  }

  @Test
  void theLimitStopsItAtTheSameStepEachTime() {
    Cnf problem = Problems.pigeons(9);
    var one = assertInstanceOf(Answer.Exhausted.class, Cdcl.solve(problem, 100_000, 5));
    var two = assertInstanceOf(Answer.Exhausted.class, Cdcl.solve(problem, 100_000, 5));
    assertEquals(one.effort(), two.effort());
  }

  @Test
  void trivialProblemsHaveAnswers() {
    assertInstanceOf(Answer.Satisfiable.class, Cdcl.solve(new Cnf(3, List.of()), LIMIT, 0));
    Cnf contradiction = new Cnf(1, List.of(new int[] {1}, new int[] {-1}));
    var refuted = assertInstanceOf(Answer.Unsatisfiable.class, Cdcl.solve(contradiction, LIMIT, 0));
    assertEquals(Optional.empty(), LratCheck.problem(contradiction, refuted.proof()));
  }

  @Test
  void restartsFollowLuby() {
    long[] first = {1, 1, 2, 1, 1, 2, 4, 1, 1, 2, 1, 1, 2, 4, 8};
    for (int i = 0; i < first.length; i++) assertEquals(first[i], Cdcl.luby(i + 1));
  }
}
