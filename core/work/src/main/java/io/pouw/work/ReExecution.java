package io.pouw.work;

import io.pouw.ledger.Checkpoint;
import io.pouw.ledger.CheckpointDetail;
import io.pouw.ledger.Opening;
import io.pouw.ledger.UnitClaim;
import io.pouw.ledger.Verdict;
import io.pouw.plugin.RoleEffect.Purpose;
import io.pouw.plugin.TaskProgram;
import io.pouw.plugin.TaskRecipe;
import io.pouw.plugin.UnitSecret;
import io.pouw.plugin.UpdateCheck;
import io.pouw.primitives.Address;
import io.pouw.primitives.BlobId;
import io.pouw.primitives.CodecException;
import io.pouw.primitives.Decoder;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The check of one drawn unit. First the miner's part: the unit is done again from the committed
 * state, or its update is checked where the task type knows how. Then the supervisors': the
 * checkpoint is whole, its rounds follow on each other, the round's claims are signed, and their
 * updates combine to the committed state.
 */
final class ReExecution {
  /** How a check ended. */
  sealed interface Outcome {
    /**
     * @param recomputed the update that the work gave
     */
    record Judged(Verdict verdict, BlobId recomputed, String reason) implements Outcome {}

    /** Something could not be had, or not be computed. */
    record Missing(String reason) implements Outcome {}
  }

  private final Desk desk;
  private final Workbench bench;
  private final Optional<TaskRecipe> recipe;
  private final TaskProgram program;
  private final Checkpoint checkpoint;
  private final Opening opening;
  private final SecretInbox secrets;
  private final WorkMessage.SecretAsked question;
  private final List<Address> sources;
  private final Consumer<Outcome> outcome;

  /**
   * @param recipe how others can open {@code program}, if they can
   * @param question to the miner, if the program's units need a secret
   */
  ReExecution(
      Desk desk,
      Workbench bench,
      Optional<TaskRecipe> recipe,
      TaskProgram program,
      Checkpoint checkpoint,
      Opening opening,
      SecretInbox secrets,
      WorkMessage.SecretAsked question,
      List<Address> sources,
      Consumer<Outcome> outcome) {
    this.desk = desk;
    this.bench = bench;
    this.recipe = recipe;
    this.program = program;
    this.checkpoint = checkpoint;
    this.opening = opening;
    this.secrets = secrets;
    this.question = question;
    this.sources = sources;
    this.outcome = outcome;
  }

  /** Begins the check; its outcome comes on a later input. */
  void start() {
    UnitClaim claim = opening.claim();
    desk.fetch(
        claim.input(),
        sources,
        state -> {
          if (program.checksUpdates()) fetchUpdate(state);
          else if (program.needsSecret())
            secrets.ask(
                claim.minerAddress(),
                question,
                secret -> work(state, Optional.of(secret)),
                this::missing);
          else work(state, Optional.empty());
        },
        this::missing);
  }

  private void fetchUpdate(byte[] state) {
    desk.fetch(opening.claim().update(), sources, update -> check(state, update), this::missing);
  }

  private void check(byte[] state, byte[] update) {
    UnitClaim claim = opening.claim();
    desk.compute(
        Purpose.VERIFICATION,
        UpdateCheck.class,
        () -> program.check(state, claim.unit(), update),
        found -> {
          switch (found) {
            case UpdateCheck.Valid _ -> fetchDetail(state);
            case UpdateCheck.Wrong wrong ->
                judge(
                    Verdict.WRONG_UPDATE,
                    notRecomputed(),
                    claim.unit() + " is wrong: " + wrong.reason());
            case UpdateCheck.Undecided undecided -> missing(undecided.reason());
          }
        },
        this::missing);
  }

  /** Stands for the verifier's update, which has checked the miner's and made none itself. */
  private BlobId notRecomputed() {
    BlobId nothing = BlobId.of(new byte[0]);
    return nothing.equals(opening.claim().update()) ? BlobId.of(new byte[1]) : nothing;
  }

  private void work(byte[] state, Optional<UnitSecret> secret) {
    UnitClaim claim = opening.claim();
    bench.work(
        new Workbench.Piece(claim.task(), claim.unit(), claim.input()),
        new Workbench.Means(recipe, program, state, secret, sources),
        BlobId.class,
        BlobId::of,
        recomputed -> judgeMiner(state, secret, recomputed),
        this::missing);
  }

  private void judgeMiner(byte[] state, Optional<UnitSecret> secret, BlobId recomputed) {
    UnitClaim claim = opening.claim();
    if (recomputed.equals(claim.update())) fetchDetail(state);
    else if (secret.isEmpty()) judgeWrong(recomputed);
    else
      desk.fetch(
          claim.update(),
          sources,
          update -> {
            // Another secret than the committed one proves nothing of the update.
            if (program.opens(update, secret.get())) judgeWrong(recomputed);
            else missing("the miner has shown another secret than the committed one");
          },
          this::missing);
  }

  private void judgeWrong(BlobId recomputed) {
    judge(Verdict.WRONG_UPDATE, recomputed, opening.claim().unit() + " gives " + recomputed);
  }

  private void fetchDetail(byte[] state) {
    desk.fetch(checkpoint.detail(), sources, bytes -> checkDetail(state, bytes), this::missing);
  }

  private void checkDetail(byte[] state, byte[] bytes) {
    CheckpointDetail detail;
    try {
      detail = Decoder.whole(bytes, CheckpointDetail::decode);
    } catch (CodecException e) {
      blameSupervisors("the detail " + e.getMessage());
      return;
    }
    List<UnitClaim> claims = CheckpointCheck.claimsOf(detail, opening.round().round());
    desk.compute(
        Purpose.VERIFICATION,
        String.class,
        () -> problem(detail, claims),
        problem -> {
          if (problem.isEmpty()) fetchUpdates(state, claims);
          else blameSupervisors(problem);
        },
        this::missing);
  }

  /** What is wrong with the checkpoint as it stands; empty text if nothing is. */
  private String problem(CheckpointDetail detail, List<UnitClaim> claims) {
    return beginning()
        .or(() -> CheckpointCheck.problem(program.plan(), checkpoint, detail))
        .or(() ->
            claims.stream()
                .filter(each -> !each.signatureHolds())
                .findFirst()
                .map(each -> "the claim of " + each.unit() + " is not its miner's"))
        .orElse("");
  }

  /** Where a later checkpoint begins the ledger has checked; of the first it cannot know. */
  private Optional<String> beginning() {
    if (checkpoint.index() > 0) return Optional.empty();
    BlobId init = BlobId.of(program.init());
    return checkpoint.previous().equals(init)
        ? Optional.empty()
        : Optional.of("it begins from " + checkpoint.previous() + ", the task from " + init);
  }

  private void fetchUpdates(byte[] state, List<UnitClaim> claims) {
    List<BlobId> updates = claims.stream().map(UnitClaim::update).toList();
    desk.fetchAll(updates, sources, contents -> combine(state, contents), this::missing);
  }

  private void combine(byte[] state, List<byte[]> updates) {
    int round = opening.round().round();
    desk.compute(
        Purpose.VERIFICATION,
        BlobId.class,
        () -> BlobId.of(program.combine(state, round, updates)),
        this::judgeSupervisors,
        this::missing);
  }

  private void judgeSupervisors(BlobId combined) {
    if (combined.equals(opening.round().output()))
      judge(Verdict.VALID, opening.claim().update(), "");
    else blameSupervisors("round " + opening.round().round() + " combines to " + combined);
  }

  private void blameSupervisors(String reason) {
    judge(Verdict.WRONG_COMBINATION, opening.claim().update(), reason);
  }

  private void judge(Verdict verdict, BlobId recomputed, String reason) {
    outcome.accept(new Outcome.Judged(verdict, recomputed, reason));
  }

  private void missing(String reason) {
    outcome.accept(new Outcome.Missing(reason));
  }
}
