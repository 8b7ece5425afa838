package io.pouw.task.smt.sat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LratCheckTest {
  /** The textbook's eight clauses of four variables, and a refutation in LRAT by hand. */
  private static final Cnf EIGHT =
      Cnf.dimacs(
          """
          c Heule, Hunt, Wetzler: Trimming while checking clausal proofs, 2013
          p cnf 4 8
          1 2 -3 0
          -1 -2 3 0
          2 3 -4 0
          -2 -3 4 0
          -1 -3 -4 0
          1 3 4 0
          -1 2 4 0
          1 -2 -4 0
          """);

  @Test
  void aRefutationByHandHolds() {
    byte[] proof =
        LratProof.ofText(
            """
            9 -1 2 0 7 5 3 0
            10 -1 0 9 2 5 4 0
            10 d 9 0
            11 2 0 10 1 6 3 0
            12 0 10 11 8 6 4 0
            """,
            8);
    assertEquals(Optional.empty(), LratCheck.problem(EIGHT, proof));
  }

  @Test
  void refutationsThatLeaveAHintOutOrNameAWrongOneDoNotHold() {
    for (String lemma :
        List.of(
            "9 -1 2 0 7 5 0\n10 0 9 0",
            "9 -1 2 0 7 5 8 0\n10 0 9 0",
            "9 -1 2 0 5 3 7 0\n10 0 9 0",
            "9 -1 2 0 7 5 3 1 0\n10 0 9 0",
            "9 -1 2 0 7 5 9 0\n10 0 9 0",
            "9 0 1 0",
            "9 0 0",
            "9 -1 2 0 7 5 3 0"))
      assertTrue(LratCheck.problem(EIGHT, LratProof.ofText(lemma, 8)).isPresent(), lemma);
  }

  @Test
  void noMutationOfAProofRefutesAProblemThatHasASolution() {
    long seed = 77;
    System.out.println("seed " + seed);
    var random = new Random(seed);
    Cnf problem = Problems.pigeons(4);
    var refuted = assertInstanceOf(Answer.Unsatisfiable.class, Cdcl.solve(problem, 1 << 24, 1));
    // without one of its clauses it has a solution, so nothing may pass
    List<int[]> fewer = new ArrayList<>(problem.clauses());
    fewer.set(0, fewer.get(1));
    Cnf solvable = new Cnf(problem.variables(), fewer);
    assertInstanceOf(Answer.Satisfiable.class, Cdcl.solve(solvable, 1 << 24, 1));
    for (int i = 0; i < 20_000; i++) {
      byte[] proof = refuted.proof().clone();
      for (int changes = 1 + random.nextInt(3); changes > 0; changes--)
        proof[random.nextInt(proof.length)] = (byte) random.nextInt(256);
      if (random.nextInt(4) == 0) proof = Arrays.copyOf(proof, random.nextInt(proof.length));
      assertTrue(LratCheck.problem(solvable, proof).isPresent(), "change " + i);
    }
  }

  @Test
  void aProofWithoutALemmaOrAHintDoesNotHold() {
    Cnf problem = Problems.pigeons(4);
    var refuted = assertInstanceOf(Answer.Unsatisfiable.class, Cdcl.solve(problem, 1 << 24, 1));
    int wrong = 0;
    for (int i = 0; i < refuted.proof().length; i++) {
      byte[] proof = refuted.proof().clone();
      proof[i] ^= 1;
      if (LratCheck.problem(problem, proof).isPresent()) wrong++;
    }
    // a literal that is not needed may be another one; nearly all of a proof is needed
    assertTrue(wrong > 0.9 * refuted.proof().length, wrong + " of " + refuted.proof().length);
    assertTrue(LratCheck.problem(problem, new byte[0]).isPresent());
  }

  @Test
  void aProofThatAnnouncesMoreThanItHasIsRefusedBeforeAnythingIsAllocated() {
    byte[] greedy = {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 7};
    assertEquals(
        Optional.of("the proof announces more than it has"), LratCheck.problem(EIGHT, greedy));
  }

  @Test
  void proofsOfCadicalHold(@TempDir Path folder) throws Exception {
    Path cadical = Path.of("/usr/bin/cadical");
    assumeTrue(Files.isExecutable(cadical), "no cadical here: scripts/install-test-packages");
    for (Cnf problem : List.of(Problems.pigeons(5), Problems.random(new Random(3), 60, 330))) {
      Path cnf = Files.writeString(folder.resolve("p.cnf"), problem.dimacs());
      Path drat = folder.resolve("p.drat");
      int status =
          new ProcessBuilder(
                  cadical.toString(),
                  "--plain",
                  "--no-binary",
                  "-q",
                  cnf.toString(),
                  drat.toString())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("out").toFile())
              .start()
              .waitFor();
      assertEquals(20, status);
      byte[] proof = Hints.found(problem, Files.readString(drat));
      assertEquals(Optional.empty(), LratCheck.problem(problem, proof));
    }
  }
}
