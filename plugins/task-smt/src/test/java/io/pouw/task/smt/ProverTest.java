package io.pouw.task.smt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pouw.plugin.UpdateCheck;
import io.pouw.task.smt.script.Obligation;
import io.pouw.task.smt.script.ProofBlock;
import io.pouw.task.smt.z3.Z3Pool;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProverTest {
  private static final Z3Pool Z3 = new Z3Pool();
  private final Prover prover = new Prover(Z3, 20_000_000, 7);

  private static Obligation obligation(String text) {
    return ProofBlock.readAll(text.getBytes(StandardCharsets.US_ASCII)).getFirst();
  }

  private static final Obligation FACTORS =
      obligation(
          "(declare-const p (_ BitVec 8))(declare-const q (_ BitVec 8))"
              + "(assert (= (bvmul p q) #x8f))(assert (bvult p #x10))(assert (bvult q #x10))"
              + "(assert (bvugt p #x01))(assert (bvugt q #x01))(check-sat)");
  private static final Obligation CONTRADICTION =
      obligation(
          "(declare-const x (_ BitVec 8))(assert (bvult (bvadd x #x01) (bvand x #x00)))(check-sat)");
  private static final Obligation SUM =
      obligation(
          "(declare-const x Int)(declare-const y Int)(assert (= (+ x y) 7))(assert (> x y))(check-sat)");
  private static final Obligation EVEN =
      obligation("(declare-const x Int)(assert (= (* 2 x) 7))(check-sat)");

  @Test
  void everyObligationOfTheCorpusIsDecidedAsMathematicsKnowsAndItsClaimHoldsUp() {
    assumeTrue(Z3Pool.isAvailable(), "Z3 comes for Linux on x86-64");
    List<Corpus.Problem> problems = Corpus.problems();
    List<Obligation> obligations = ProofBlock.read(Corpus.block()).obligations();
    for (int i = 0; i < problems.size(); i++) {
      Claim claim = prover.prove(obligations.get(i));
      assertEquals(problems.get(i).status(), claim.verdict().text(), problems.get(i).name());
      assertInstanceOf(
          UpdateCheck.Valid.class,
          prover.check(obligations.get(i), claim.toBytes()),
          problems.get(i).name());
    }
  }

  @Test
  void theSameSeedGivesTheSameBytesAndAnotherTheSameVerdict() {
    assertArrayEquals(prover.prove(FACTORS).toBytes(), prover.prove(FACTORS).toBytes());
    assertArrayEquals(
        prover.prove(CONTRADICTION).toBytes(),
        new Prover(new Z3Pool(), 20_000_000, 7).prove(CONTRADICTION).toBytes());
    assertEquals(
        prover.prove(FACTORS).verdict(), new Prover(Z3, 20_000_000, 8).prove(FACTORS).verdict());
  }

  @Test
  void aClaimSaysWhatEffortItTookTheSameEachTimeAndWithinTheLimit() {
    var few = new Prover(Z3, 3, 7).prove(FACTORS);
    assertEquals(Verdict.UNKNOWN, few.verdict());
    Claim all = prover.prove(FACTORS);
    assertTrue(all.effort() > few.effort() && all.effort() < 20_000_000, all.effort() + "");
    assertEquals(all.effort(), prover.prove(FACTORS).effort());
    assertEquals(all, Claim.decode(all.toBytes()));
    assumeTrue(Z3Pool.isAvailable(), "Z3 comes for Linux on x86-64");
    long resources = prover.prove(SUM).effort();
    assertTrue(resources > 0 && resources < 20_000_000, resources + "");
    assertEquals(resources, prover.prove(SUM).effort());
  }

  private void wrong(Obligation obligation, Claim claim) {
    assertInstanceOf(
        UpdateCheck.Wrong.class, prover.check(obligation, claim.toBytes()), claim.toString());
  }

  private static Claim model(String text) {
    return new Claim(Verdict.SAT, 1, text.getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void falseClaimsAboutBitVectorsAreWrong() {
    wrong(FACTORS, Claim.of(Verdict.UNSAT, 1));
    wrong(FACTORS, Claim.of(Verdict.UNKNOWN, 1));
    wrong(
        FACTORS,
        model("((define-fun f0 () (_ BitVec 8) #x03)(define-fun f1 () (_ BitVec 8) #x05))"));
    wrong(FACTORS, model("()"));
    wrong(FACTORS, model("nonsense"));
    wrong(FACTORS, new Claim(Verdict.UNSAT, 1, prover.prove(CONTRADICTION).certificate()));
    wrong(CONTRADICTION, Claim.of(Verdict.UNSAT, 1));
    wrong(CONTRADICTION, model("((define-fun f0 () (_ BitVec 8) #xff))"));
    assertInstanceOf(
        UpdateCheck.Wrong.class, prover.check(FACTORS, new byte[0]), "no claim at all");
  }

  @Test
  void anyModelIsAsGoodAsAnother() {
    assertInstanceOf(
        UpdateCheck.Valid.class,
        prover.check(
            FACTORS,
            model("((define-fun f0 () (_ BitVec 8) #x0b)(define-fun f1 () (_ BitVec 8) #x0d))")
                .toBytes()));
    assertInstanceOf(
        UpdateCheck.Valid.class,
        prover.check(
            FACTORS,
            model("((define-fun f0 () (_ BitVec 8) #x0d)(define-fun f1 () (_ BitVec 8) #x0b))")
                .toBytes()));
  }

  @Test
  void falseClaimsAboutWhatZ3DecidesAreWrongOnlyIfAModelShowsIt() {
    assumeTrue(Z3Pool.isAvailable(), "Z3 comes for Linux on x86-64");
    wrong(SUM, Claim.of(Verdict.UNSAT, 1));
    wrong(SUM, model("((define-fun f0 () Int 3)(define-fun f1 () Int 4))"));
    wrong(EVEN, model("((define-fun f0 () Int 3))"));
    wrong(EVEN, new Claim(Verdict.UNSAT, 1, new byte[] {1}));
    // that it was too hard for the miner's Z3 nobody can refute
    assertInstanceOf(
        UpdateCheck.Undecided.class, prover.check(EVEN, Claim.of(Verdict.UNKNOWN, 1).toBytes()));
    assertInstanceOf(
        UpdateCheck.Valid.class, prover.check(EVEN, Claim.of(Verdict.UNSAT, 1).toBytes()));
    assertInstanceOf(
        UpdateCheck.Undecided.class,
        new Prover(Z3, 1, 7).check(EVEN, Claim.of(Verdict.UNSAT, 1).toBytes()));
  }

  /** Each is small as a text; the checks have to end all the same, and soon. */
  @Test
  void claimsThatWouldTakeForEverToCheckAreWrong() {
    var squares = new StringBuilder("(declare-const x0 Int)(assert (> x0 1))");
    for (int i = 1; i <= 60; i++)
      squares.append(
          "(declare-const x%d Int)(assert (= x%d (* x%d x%d)))".formatted(i, i, i - 1, i - 1));
    var values = new StringBuilder("((define-fun f0 () Int 2)");
    for (int i = 1; i <= 60; i++) values.append("(define-fun f%d () Int 4)".formatted(i));
    wrong(obligation(squares + "(check-sat)"), model(values + ")"));
    var applied = new StringBuilder("(declare-fun f (Int) Int)(declare-const x Int)");
    for (int i = 0; i < 5_000; i++) applied.append("(assert (= (f ").append(i).append(") x))");
    var body = new StringBuilder("0");
    for (int i = 0; i < 900; i++)
      body.insert(0, "(ite (= x!0 " + (i + 100_000) + ") (+ x!0 " + i + ") ").append(')');
    var function = "((define-fun f0 ((x!0 Int)) Int (let ((y " + body + ")) (+ y";
    wrong(
        obligation(applied + "(check-sat)"),
        model(function + " (* y y)".repeat(3) + ")))(define-fun f1 () Int 1))"));
    var macros = new StringBuilder("((define-fun g0 ((x Int)) Int x)");
    for (int i = 1; i < 60; i++)
      macros.append(
          "(define-fun g%d ((x Int)) Int (+ (g%d x) (g%d x)))".formatted(i, i - 1, i - 1));
    wrong(SUM, model(macros + "(define-fun f0 () Int (g59 1)))"));
  }

  @Test
  void arraysThatAreEqualByOtherWordsAreNoModelOfTheirDifference() {
    Obligation differ =
        obligation(
            "(declare-const a (Array Bool Int))(declare-const b (Array Bool Int))"
                + "(assert (not (= a b)))(assert (= (select a true) (select b true)))"
                + "(assert (= (select a false) (select b false)))(check-sat)");
    wrong(
        differ,
        model(
            "((define-fun f0 () (Array Bool Int) (store ((as const (Array Bool Int)) 1) true 0))"
                + "(define-fun f1 () (Array Bool Int) (store ((as const (Array Bool Int)) 0) false 1)))"));
  }
}
