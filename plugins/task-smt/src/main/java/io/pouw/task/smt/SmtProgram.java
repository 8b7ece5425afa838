package io.pouw.task.smt;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.pouw.plugin.TaskPlan;
import io.pouw.plugin.TaskProgram;
import io.pouw.plugin.UnitId;
import io.pouw.plugin.UpdateCheck;
import io.pouw.primitives.CodecException;
import io.pouw.task.smt.script.Obligation;
import io.pouw.task.smt.script.ProofBlock;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A proof block as the chain sees it: unit after unit its obligations are decided, each once. */
final class SmtProgram implements TaskProgram {
  private static final double PARTS_PER_MILLION = 1e6;

  /** Rounds are at least this wide, where the number of obligations lets them. */
  private static final int USUAL_SLOTS = 4;

  private static final int USUAL_CHECKPOINTS = 4;

  /**
   * Operations for each term of an obligation that nobody who decides it can do without, roughly.
   * The weight goes by them and not by the rlimit alone: a client could set that as high as he
   * likes for obligations that he knows to be easy.
   */
  private static final long WEIGHT_PER_TERM = 10_000;

  private final TaskPlan plan;
  private final List<Obligation> obligations;
  private final Prover prover;

  SmtProgram(TaskPlan plan, ProofBlock block, Prover prover) {
    this.plan = plan;
    this.obligations = block.obligations();
    this.prover = prover;
  }

  static TaskPlan plan(SmtSpec spec, ProofBlock block) {
    List<Obligation> obligations = block.obligations();
    int count = obligations.size();
    if (spec.portable()) requirePortable(obligations);
    int slots = spec.slots() == 0 ? usualSlots(count) : spec.slots();
    if (count % slots != 0)
      throw new IllegalArgumentException(
          "%d obligations do not fill rounds of %d units; slots can be %s"
              .formatted(count, slots, divisors(count)));
    int rounds = count / slots;
    int apart =
        spec.checkpointRounds() == 0
            ? (rounds + USUAL_CHECKPOINTS - 1) / USUAL_CHECKPOINTS
            : Math.min(rounds, spec.checkpointRounds());
    long terms = obligations.stream().mapToLong(SmtProgram::terms).sum();
    long weight = Math.min(spec.rlimit(), WEIGHT_PER_TERM * Math.max(1, terms / count));
    long least = Math.round(spec.minDecided() * PARTS_PER_MILLION);
    return new TaskPlan(rounds, slots, apart, weight, least);
  }

  private static void requirePortable(List<Obligation> obligations) {
    for (int i = 0; i < obligations.size(); i++)
      if (Engine.of(obligations.get(i)) != Engine.PROPOSITIONAL)
        throw new IllegalArgumentException(
            "obligation %d, at line %d, needs Z3: it is not of truth values and bit-vectors, or too large"
                .formatted(i + 1, obligations.get(i).line()));
  }

  private static List<Integer> divisors(int count) {
    return IntStream.rangeClosed(1, count).filter(each -> count % each == 0).boxed().toList();
  }

  private static int usualSlots(int count) {
    return divisors(count).stream().filter(each -> each >= USUAL_SLOTS).findFirst().orElse(count);
  }

  private static long terms(Obligation obligation) {
    long terms = 0;
    for (boolean each : obligation.needed()) if (each) terms++;
    return terms;
  }

  @Override
  public TaskPlan plan() {
    return plan;
  }

  @Override
  public byte[] init() {
    return Verdicts.open(obligations.size()).toBytes();
  }

  private Obligation obligation(UnitId unit) {
    return obligations.get(unit.round() * plan.slots() + unit.slot());
  }

  @Override
  public byte[] work(byte[] state, UnitId unit) {
    return prover.prove(obligation(unit)).toBytes();
  }

  @Override
  public boolean checksUpdates() {
    return true;
  }

  @Override
  public UpdateCheck check(byte[] state, UnitId unit, byte[] update) {
    return prover.check(obligation(unit), update);
  }

  @Override
  public Optional<String> reject(byte[] update) {
    try {
      Claim _ = Claim.decode(update);
      return Optional.empty();
    } catch (CodecException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public byte[] combine(byte[] state, int round, List<byte[]> updates) {
    Verdicts verdicts = Verdicts.read(state);
    for (int slot = 0; slot < updates.size(); slot++)
      verdicts =
          verdicts.with(round * plan.slots() + slot, Claim.decode(updates.get(slot)).verdict());
    return verdicts.toBytes();
  }

  /**
   * The verdict and the effort that it took; of a satisfiable obligation its model in the client's
   * names, too.
   */
  @Override
  public String inWords(UnitId unit, byte[] update) {
    Claim claim = Claim.decode(update);
    Obligation of = obligation(unit);
    String effort = "; rlimit %d of %d".formatted(claim.effort(), prover.rlimit());
    String text =
        switch (claim.verdict()) {
          case OPEN, UNKNOWN -> claim.verdict().text() + ", not decided within the rlimit" + effort;
          case SAT ->
              "sat"
                  + effort
                  + "\n"
                  + of.readable(new String(claim.certificate(), US_ASCII)).strip();
          case UNSAT ->
              (claim.certificate().length == 0
                      ? "unsat, found by Z3"
                      : "unsat, proved in " + claim.certificate().length + " bytes of LRAT")
                  + effort;
        };
    String name = of.name().isEmpty() ? "line " + of.line() : of.name();
    return name + ": " + text;
  }

  /** 0 if decided, 1 if not: their mean is the undecided part of a round. */
  @Override
  public float loss(byte[] update) {
    return Claim.decode(update).verdict().isDecided() ? 0f : 1f;
  }
}
