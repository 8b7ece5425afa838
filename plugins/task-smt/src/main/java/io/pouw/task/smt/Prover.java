package io.pouw.task.smt;

import io.pouw.plugin.UpdateCheck;
import io.pouw.primitives.CodecException;
import io.pouw.task.smt.sat.Answer;
import io.pouw.task.smt.sat.BitBlaster;
import io.pouw.task.smt.sat.Cdcl;
import io.pouw.task.smt.sat.LratCheck;
import io.pouw.task.smt.script.ModelText;
import io.pouw.task.smt.script.Obligation;
import io.pouw.task.smt.script.SolverScript;
import io.pouw.task.smt.z3.Z3Answer;
import io.pouw.task.smt.z3.Z3Pool;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Decides obligations, and checks what others claim of them. A claim that it makes itself it has
 * checked before; where it cannot vouch for an answer the claim is {@code unknown}.
 */
final class Prover {
  private final Z3Pool z3;
  private final int rlimit;
  private final long seed;

  /**
   * @param rlimit effort for an obligation
   * @param seed of the search
   */
  Prover(Z3Pool z3, int rlimit, long seed) {
    this.z3 = z3;
    this.rlimit = rlimit;
    this.seed = seed;
  }

  int rlimit() {
    return rlimit;
  }

  /**
   * The claim of an honest miner.
   *
   * @throws IllegalStateException if there is no answer: Z3 was killed or is not there
   */
  Claim prove(Obligation obligation) {
    return switch (Engine.of(obligation)) {
      case PROPOSITIONAL -> solve(obligation);
      case Z3 -> ask(obligation);
    };
  }

  private Claim solve(Obligation obligation) {
    var problem = BitBlaster.of(obligation);
    Answer answer = Cdcl.solve(problem.cnf(), rlimit, seed);
    long effort = answer.effort();
    return switch (answer) {
      case Answer.Satisfiable found ->
          vouched(obligation, problem.model(found.assignment()), effort);
      case Answer.Unsatisfiable refuted ->
          LratCheck.problem(problem.cnf(), refuted.proof()).isEmpty()
              ? new Claim(Verdict.UNSAT, effort, refuted.proof())
              : Claim.of(Verdict.UNKNOWN, effort);
      case Answer.Exhausted _ -> Claim.of(Verdict.UNKNOWN, effort);
    };
  }

  private Claim ask(Obligation obligation) {
    Z3Answer answer =
        z3.ask(SolverScript.of(obligation), rlimit, (int) (seed & 0x7fff_ffff))
            .orElseThrow(() ->
                new IllegalStateException(
                    Z3Pool.isAvailable()
                        ? "Z3 gave no answer: its process ended or was killed"
                        : "there is no Z3 for this machine, only for Linux on x86-64"));
    long effort = answer.rlimit();
    return switch (answer.verdict()) {
      case SAT -> vouched(obligation, answer.text().getBytes(StandardCharsets.ISO_8859_1), effort);
      case UNSAT -> Claim.of(Verdict.UNSAT, effort);
      case UNKNOWN -> Claim.of(Verdict.UNKNOWN, effort);
    };
  }

  /** A model in its canonical text, if it is one. */
  private static Claim vouched(Obligation obligation, byte[] model, long effort) {
    try {
      byte[] canonical =
          ModelText.write(
              ModelText.read(model, obligation.declarations()), obligation.declarations());
      return refuted(obligation, canonical).isEmpty()
          ? new Claim(Verdict.SAT, effort, canonical)
          : Claim.of(Verdict.UNKNOWN, effort);
    } catch (IllegalArgumentException _) {
      return Claim.of(Verdict.UNKNOWN, effort);
    }
  }

  /** Why a text is no model of an obligation; empty if it is one. */
  private static Optional<String> refuted(Obligation obligation, byte[] model) {
    try {
      return ModelText.read(model, obligation.declarations())
          .refutes(obligation)
          .map(assertion -> "assertion " + (assertion + 1) + " is false under the model");
    } catch (IllegalArgumentException e) {
      return Optional.of("the model cannot be read: " + e.getMessage());
    }
  }

  /** Judges a claim: by its certificate where it has one, else by deciding the obligation again. */
  UpdateCheck check(Obligation obligation, byte[] update) {
    Claim claim;
    try {
      claim = Claim.decode(update);
    } catch (CodecException e) {
      return new UpdateCheck.Wrong("no claim: " + e.getMessage());
    }
    boolean propositional = Engine.of(obligation) == Engine.PROPOSITIONAL;
    return switch (claim.verdict()) {
      case OPEN -> new UpdateCheck.Wrong("claims nothing");
      case SAT -> of(refuted(obligation, claim.certificate()));
      case UNSAT ->
          propositional
              ? of(LratCheck.problem(BitBlaster.of(obligation).cnf(), claim.certificate()))
              : refutation(obligation, claim);
      case UNKNOWN -> propositional ? exhaustion(obligation) : surrender(obligation);
    };
  }

  private static UpdateCheck of(Optional<String> problem) {
    return problem.isPresent() ? new UpdateCheck.Wrong(problem.get()) : new UpdateCheck.Valid();
  }

  /** Our solver gives up at the same step on every machine. */
  private UpdateCheck exhaustion(Obligation obligation) {
    Claim own = solve(obligation);
    return own.verdict() == Verdict.UNKNOWN
        ? new UpdateCheck.Valid()
        : new UpdateCheck.Wrong("it is " + own.verdict().text() + " within the rlimit");
  }

  /** Only a model proves a refutation of Z3's wrong. */
  private UpdateCheck refutation(Obligation obligation, Claim claim) {
    if (claim.certificate().length > 0)
      return new UpdateCheck.Wrong("a certificate where there can be none");
    return switch (ask(obligation).verdict()) {
      case UNSAT -> new UpdateCheck.Valid();
      case SAT -> new UpdateCheck.Wrong("it has a model");
      case UNKNOWN, OPEN -> new UpdateCheck.Undecided("Z3 does not decide it on this machine");
    };
  }

  /** That another machine's Z3 got further is no proof that this miner's did. */
  private UpdateCheck surrender(Obligation obligation) {
    Claim own = ask(obligation);
    return own.verdict() == Verdict.UNKNOWN
        ? new UpdateCheck.Valid()
        : new UpdateCheck.Undecided("Z3 says " + own.verdict().text() + " on this machine");
  }
}
