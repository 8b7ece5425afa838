package io.pouw.ledger;

import io.pouw.plugin.DataManifest;
import io.pouw.plugin.Scores;
import io.pouw.plugin.TaskPlan;
import io.pouw.primitives.Address;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A task on the ledger. Its checkpoints are state entries of their own, so that a long task does
 * not cost more a block than a short one; the encoding holds all the rest.
 *
 * @param id of the transaction that submitted it
 * @param client who submitted it and pays
 * @param body what was submitted
 * @param submittedHeight of the block that took it in
 * @param status where it stands
 * @param statusSince height at which it got there
 * @param assignment who does it; all empty while OPEN
 * @param generation how often it was rolled back; claims and checkpoints carry it
 * @param leadTerm how often the lead passed on
 * @param lastProgressHeight from which the lead's time runs
 * @param checkpoints from index 0; accepted ones first
 * @param convictions of this task, in order
 * @param audit while one is on
 * @param test the test data, once revealed
 * @param evaluations so far
 * @param scores the result, once decided
 * @param counts totals
 * @param tallies of verifiers, increasing address
 * @param escrow base units held for the task now, deposits not counted
 * @param payments what was paid out in the end
 * @param outcome why it ended as it did; empty while it goes on
 */
public record TaskState(
    Hash id,
    Address client,
    TransactionBody.SubmitTask body,
    long submittedHeight,
    TaskStatus status,
    long statusSince,
    Assignment assignment,
    int generation,
    int leadTerm,
    long lastProgressHeight,
    List<CheckpointState> checkpoints,
    List<Conviction> convictions,
    Optional<AuditState> audit,
    Optional<DataManifest> test,
    List<EvaluationReport> evaluations,
    Optional<Scores> scores,
    TaskCounts counts,
    List<VerifierTally> tallies,
    long escrow,
    List<Payment> payments,
    String outcome)
    implements Encodable {
  private static final int MAX_CONVICTIONS = 4096;
  private static final int MAX_PAYMENTS = 8192;
  private static final int MAX_OUTCOME_BYTES = 512;

  public TaskState {
    checkpoints = List.copyOf(checkpoints);
    convictions = List.copyOf(convictions);
    evaluations = List.copyOf(evaluations);
    tallies = List.copyOf(tallies);
    payments = List.copyOf(payments);
  }

  /** Decodes all but the checkpoints, which the caller reads from their own entries. */
  public static TaskState decode(Decoder in, List<CheckpointState> checkpoints) {
    return new TaskState(
        in.hash(),
        in.address(),
        submission(in),
        in.u63(),
        in.constant(TaskStatus.values()),
        in.u63(),
        Assignment.decode(in),
        in.u32(),
        in.u32(),
        in.u63(),
        checkpoints,
        in.list(MAX_CONVICTIONS, Conviction::decode),
        in.option(AuditState::decode),
        in.option(DataManifest::decode),
        in.list(DrawState.MAX_JURY, EvaluationReport::decode),
        in.option(Scores::decode),
        TaskCounts.decode(in),
        in.list(DrawState.MAX_JURY, VerifierTally::decode),
        in.u63(),
        in.list(MAX_PAYMENTS, Payment::decode),
        in.text(MAX_OUTCOME_BYTES));
  }

  private static TransactionBody.SubmitTask submission(Decoder in) {
    if (TransactionBody.decode(in) instanceof TransactionBody.SubmitTask submission)
      return submission;
    throw in.error("a task that was not submitted by a submit_task");
  }

  @Override
  public void encode(Encoder out) {
    out.hash(id).address(client).put(body).i64(submittedHeight);
    out.constant(status).i64(statusSince).put(assignment).u32(generation).u32(leadTerm);
    out.i64(lastProgressHeight).list(convictions).option(audit, Encoder::put);
    out.option(test, Encoder::put).list(evaluations).option(scores, Encoder::put).put(counts);
    out.list(tallies).i64(escrow).list(payments).text(outcome);
  }

  public TaskPlan plan() {
    return body.plan();
  }

  public long assignedHeight() {
    return assignment.height();
  }

  public Hash effectiveSeed() {
    return assignment.effectiveSeed();
  }

  public List<Address> miners() {
    return assignment.miners();
  }

  public List<Address> supervisors() {
    return assignment.supervisors();
  }

  public List<Address> evaluators() {
    return assignment.evaluators();
  }

  public List<Address> verifiers() {
    return assignment.verifiers();
  }

  /** The supervisor whose turn it is; empty before the assignment. */
  public Optional<Address> lead() {
    List<Address> all = supervisors();
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(leadTerm % all.size()));
  }

  public int acceptedCheckpoints() {
    int accepted = 0;
    while (accepted < checkpoints.size() && checkpoints.get(accepted).accepted()) accepted++;
    return accepted;
  }

  /** Checkpoints taken in and not yet accepted. */
  public int pendingCheckpoints() {
    return checkpoints.size() - acceptedCheckpoints();
  }

  /** Whether all checkpoints of the plan were taken in. */
  public boolean fullyCommitted() {
    return checkpoints.size() == plan().checkpoints();
  }

  /** The checkpoint of this index and generation, if it stands. */
  public Optional<CheckpointState> checkpoint(int index, int ofGeneration) {
    if (index < 0 || index >= checkpoints.size()) return Optional.empty();
    CheckpointState found = checkpoints.get(index);
    return found.generation() == ofGeneration ? Optional.of(found) : Optional.empty();
  }

  public boolean convicted(Address account) {
    return convictions.stream().anyMatch(each -> each.offender().equals(account));
  }

  /** The height after which the task expires. */
  public long deadlineHeight() {
    return submittedHeight + body.deadlineBlocks();
  }

  /** All base units that stand behind the task: escrow and challengers' deposits. */
  public long held() {
    return checkpoints.stream()
        .flatMap(each -> each.draws().stream())
        .flatMap(each -> each.deposits().stream())
        .mapToLong(Deposit::amount)
        .reduce(escrow, Math::addExact);
  }

  /** Everybody with a part in the task. */
  Stream<Address> parties() {
    return Stream.of(List.of(client), miners(), supervisors(), evaluators(), verifiers())
        .flatMap(List::stream);
  }

  TaskState change(Consumer<TaskDraft> edit) {
    var draft = new TaskDraft(this);
    edit.accept(draft);
    return draft.toState();
  }
}
