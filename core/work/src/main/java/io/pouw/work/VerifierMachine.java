package io.pouw.work;

import io.pouw.ledger.AuditState;
import io.pouw.ledger.CheckpointBody.Attest;
import io.pouw.ledger.CheckpointBody.ReportAudit;
import io.pouw.ledger.CheckpointState;
import io.pouw.ledger.DrawState;
import io.pouw.ledger.LedgerState;
import io.pouw.ledger.Opening;
import io.pouw.ledger.TaskState;
import io.pouw.ledger.TaskStatus;
import io.pouw.ledger.TransactionBody;
import io.pouw.ledger.Verdict;
import io.pouw.plugin.RoleContext;
import io.pouw.plugin.RoleEffect;
import io.pouw.plugin.RoleEffect.Purpose;
import io.pouw.plugin.RoleInput;
import io.pouw.plugin.RoleMachine;
import io.pouw.plugin.TaskProgram;
import io.pouw.primitives.Address;
import io.pouw.primitives.BlobId;
import io.pouw.primitives.Hash;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A verifier: does the drawn units again for which it is in the committee or, in a dispute, in the
 * jury, and says on the chain what it found; audits convicted miners. One at a time, the oldest
 * first. Settings: {@code unavailable_after_ms} (10,000), how long it tries to get what it needs.
 *
 * <p>Says one thing about one draw: it looks at the chain first, and repeats only a verdict that
 * the chain does not show after some blocks.
 */
public final class VerifierMachine implements RoleMachine {
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final String RETRY_TIMER = "verify";

  /** What there is to do: a draw of a task, or the audit of a miner if there is no leaf. */
  private record Duty(Hash task, int generation, int checkpoint, int leaf, Address miner) {}

  /** A verdict or report given, and at which height last. */
  private record Given(TransactionBody body, long height) {}

  private final RoleContext context;
  private final Desk desk = new Desk();
  private final Workbench bench = new Workbench(desk, Purpose.VERIFICATION);
  private final SecretInbox secrets = new SecretInbox(desk);
  private final Programs programs;
  private final int maxTries;
  private final Map<Duty, Given> given = new HashMap<>();
  private final Map<Duty, Integer> tries = new HashMap<>();
  private final Set<Duty> postponed = new HashSet<>();
  private Optional<LedgerState> ledger = Optional.empty();
  private boolean busy;

  public VerifierMachine(RoleContext context) {
    this.context = context;
    this.programs = new Programs(desk, context, task -> workOn());
    this.maxTries =
        new Settings(context.settings()).number("unavailable_after_ms", 10_000, 1, 3_600_000)
            / 1_000;
  }

  @Override
  public List<RoleEffect> on(RoleInput input) {
    switch (input) {
      case RoleInput.Finalized finalized -> follow(LedgerState.of(finalized.view()));
      case RoleInput.Received received -> secrets.receive(received);
      case RoleInput.TimerFired fired -> desk.resolve(fired);
      case RoleInput.Computed computed -> desk.resolve(computed);
      case RoleInput.ComputationFailed failed -> desk.resolve(failed);
      case RoleInput.BlobArrived arrived -> desk.resolve(arrived);
      case RoleInput.BlobMissing missing -> desk.resolve(missing);
    }
    return desk.drain();
  }

  private void follow(LedgerState latest) {
    ledger = Optional.of(latest);
    List<TaskState> mine = mine(latest);
    Set<Hash> ids = mine.stream().map(TaskState::id).collect(Collectors.toSet());
    programs.retain(ids);
    bench.retain(ids);
    mine.forEach(programs::of);
    Set<Duty> duties = new HashSet<>(duties(latest));
    given.keySet().retainAll(duties);
    tries.keySet().retainAll(duties);
    postponed.retainAll(duties);
    workOn();
  }

  private List<TaskState> mine(LedgerState latest) {
    return latest.activeTasks().stream()
        .filter(each -> each.status() == TaskStatus.TRAINING)
        .filter(each -> each.verifiers().contains(context.self()))
        .toList();
  }

  /** Everything that the chain waits for from this verifier: audits first, then the oldest draw. */
  private List<Duty> duties(LedgerState latest) {
    var duties = new ArrayList<Duty>();
    for (TaskState task : mine(latest))
      task.audit()
          .filter(each -> !each.reportedBy(context.self()))
          .ifPresent(audit -> duties.add(duty(task, audit)));
    for (TaskState task : mine(latest))
      for (CheckpointState checkpoint : task.checkpoints())
        for (DrawState draw : checkpoint.draws())
          if (draw.opening().isPresent() && draw.awaits(context.self(), task.verifiers()))
            duties.add(duty(task, checkpoint, draw));
    return duties;
  }

  private static Duty duty(TaskState task, AuditState audit) {
    return new Duty(task.id(), task.generation(), -1, -1, audit.miner());
  }

  private static Duty duty(TaskState task, CheckpointState checkpoint, DrawState draw) {
    return new Duty(
        task.id(), checkpoint.generation(), checkpoint.index(), draw.leaf(), draw.miner());
  }

  /** Takes up the next duty, unless one is under way. */
  private void workOn() {
    if (busy || ledger.isEmpty()) return;
    LedgerState latest = ledger.get();
    for (Duty duty : duties(latest)) {
      Given before = given.get(duty);
      if (before != null) repeat(duty, before, latest.height());
      else if (!postponed.contains(duty) && begin(latest, duty)) return;
    }
  }

  private void repeat(Duty duty, Given before, long height) {
    if (height - before.height() < CheckpointLead.PATIENCE_BLOCKS) return;
    given.put(duty, new Given(before.body(), height));
    desk.submit(before.body());
  }

  private boolean begin(LedgerState latest, Duty duty) {
    Optional<TaskState> task = latest.task(duty.task());
    Optional<TaskProgram> program = task.flatMap(programs::of);
    if (task.isEmpty() || program.isEmpty()) return false;
    if (duty.leaf() < 0) return audit(task.get(), program.get(), duty);
    return reExecute(task.get(), program.get(), duty);
  }

  private boolean audit(TaskState task, TaskProgram program, Duty duty) {
    busy = true;
    new AuditRun(
            desk,
            bench,
            task,
            program,
            duty.miner(),
            Programs.workSources(task, context.self()),
            maxTries,
            bad -> give(duty, new ReportAudit(duty.task(), duty.generation(), duty.miner(), bad)))
        .start();
    return true;
  }

  private boolean reExecute(TaskState task, TaskProgram program, Duty duty) {
    CheckpointState checkpoint = task.checkpoints().get(duty.checkpoint());
    Optional<Opening> opening = checkpoint.draw(duty.leaf()).flatMap(DrawState::opening);
    if (opening.isEmpty()) return false;
    busy = true;
    new ReExecution(
            desk,
            bench,
            Programs.recipe(task),
            program,
            checkpoint.content(),
            opening.get(),
            secrets,
            new WorkMessage.SecretAsked(duty.task(), duty.checkpoint(), duty.leaf()),
            Programs.workSources(task, context.self()),
            outcome -> conclude(duty, opening.get(), outcome))
        .start();
    return true;
  }

  private void conclude(Duty duty, Opening opening, ReExecution.Outcome outcome) {
    switch (outcome) {
      case ReExecution.Outcome.Judged judged -> {
        if (judged.verdict() != Verdict.VALID)
          desk.alert(
              judged.verdict().name().toLowerCase(Locale.ROOT),
              "task " + duty.task() + " miner " + duty.miner() + ": " + judged.reason());
        give(duty, attest(duty, judged.verdict(), judged.recomputed()));
      }
      case ReExecution.Outcome.Missing missing -> postpone(duty, opening, missing.reason());
    }
  }

  private static Attest attest(Duty duty, Verdict verdict, BlobId recomputed) {
    return new Attest(
        duty.task(), duty.generation(), duty.checkpoint(), duty.leaf(), verdict, recomputed);
  }

  private void postpone(Duty duty, Opening opening, String reason) {
    int failures = tries.merge(duty, 1, Integer::sum);
    if (failures >= maxTries) {
      desk.alert("unavailable", opening.claim().unit() + " of " + duty.task() + ": " + reason);
      give(duty, attest(duty, Verdict.UNAVAILABLE, opening.claim().update()));
      return;
    }
    busy = false;
    postponed.add(duty);
    desk.after(
        RETRY_TIMER,
        RETRY,
        () -> {
          postponed.clear();
          workOn();
        });
    workOn();
  }

  /** Says what was found, if the chain still waits for it, and goes on. */
  private void give(Duty duty, TransactionBody body) {
    busy = false;
    if (ledger.filter(latest -> duties(latest).contains(duty)).isPresent()) {
      given.put(duty, new Given(body, ledger.get().height()));
      desk.submit(body);
    }
    workOn();
  }
}
