package io.pouw.ledger;

import io.pouw.ledger.CheckpointBody.ReportAudit;
import io.pouw.primitives.Address;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** After a conviction: the jury looks for the first bad unit in what was accepted before. */
final class AuditRules {
  private AuditRules() {}

  /** Whether the miner has units in the first {@code accepted} checkpoints. */
  static boolean hasUnits(TaskState task, Address miner, int accepted) {
    return task.checkpoints().subList(0, accepted).stream().anyMatch(each -> has(each, miner));
  }

  private static boolean has(CheckpointState checkpoint, Address miner) {
    return checkpoint.content().miners().stream().anyMatch(each -> each.miner().equals(miner));
  }

  static void report(Execution block, Address from, ReportAudit body) {
    TaskState task = block.task(body.task(), TaskStatus.TRAINING);
    AuditState audit =
        task.audit()
            .filter(each -> each.miner().equals(body.miner()))
            .orElseThrow(() -> new Refusal("there is no audit of " + body.miner()));
    Refusal.unless(
        body.generation() == task.generation(),
        "an audit of generation %d, the task is in %d"
            .formatted(body.generation(), task.generation()));
    Refusal.unless(
        DrawRules.jury(task, audit.miner()).contains(from),
        from + " is no verifier of task " + task.id().abbreviated());
    Refusal.unless(!audit.reportedBy(from), from + " has reported on this audit");
    int accepted = task.acceptedCheckpoints();
    Refusal.unless(
        body.firstBad() == accepted
            || body.firstBad() < accepted
                && has(task.checkpoints().get(body.firstBad()), audit.miner()),
        "first bad checkpoint %d, expected one of %d with units of the miner, or %d for none"
            .formatted(body.firstBad(), accepted, accepted));
    var report = new AuditReport(from, body.firstBad(), block.height());
    var changed =
        new AuditState(audit.miner(), audit.since(), TaskDraft.with(audit.reports(), report));
    block.change(task.id(), draft -> draft.audit = Optional.of(changed));
  }

  /** Ends the audit, at the end of a block, when it is decided or out of time. */
  static void step(Execution block, TaskState task) {
    AuditState audit = task.audit().orElseThrow();
    List<Address> jury = DrawRules.jury(task, audit.miner());
    var decision =
        Jury.decide(
            jury,
            block::weight,
            audit.reports(),
            AuditReport::verifier,
            AuditReport::firstBad,
            block.height() > audit.since() + block.parameter(Parameter.AUDIT_DEADLINE));
    if (!decision.closed()) return;
    int firstBad = decision.decided().orElseGet(() -> undecided(task, audit));
    block.change(
        task.id(),
        draft ->
            audit.reports().stream()
                .filter(each -> each.firstBad() == firstBad)
                .forEach(each -> draft.credit(each.verifier())));
    Rollback.to(block, task.id(), firstBad);
  }

  /** Without a majority the safe side: the first bad one anybody found, or of the miner at all. */
  private static int undecided(TaskState task, AuditState audit) {
    return audit.reports().stream()
        .map(AuditReport::firstBad)
        .min(Comparator.naturalOrder())
        .orElseGet(() -> firstOf(task, audit.miner()));
  }

  private static int firstOf(TaskState task, Address miner) {
    int at = 0;
    while (at < task.acceptedCheckpoints() && !has(task.checkpoints().get(at), miner)) at++;
    return at;
  }
}
