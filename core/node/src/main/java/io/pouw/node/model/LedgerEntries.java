package io.pouw.node.model;

import io.pouw.ledger.Assignment;
import io.pouw.ledger.Attestation;
import io.pouw.ledger.AuditReport;
import io.pouw.ledger.AuditState;
import io.pouw.ledger.Checkpoint;
import io.pouw.ledger.CheckpointState;
import io.pouw.ledger.CheckpointStatus;
import io.pouw.ledger.Conviction;
import io.pouw.ledger.Deposit;
import io.pouw.ledger.DrawState;
import io.pouw.ledger.DrawStatus;
import io.pouw.ledger.EvaluationReport;
import io.pouw.ledger.LedgerEvent;
import io.pouw.ledger.Opening;
import io.pouw.ledger.Payment;
import io.pouw.ledger.RoundRecord;
import io.pouw.ledger.TaskCounts;
import io.pouw.ledger.TaskState;
import io.pouw.ledger.TaskStatus;
import io.pouw.ledger.TransactionBody;
import io.pouw.ledger.UnitClaim;
import io.pouw.ledger.Verdict;
import io.pouw.ledger.VerifierTally;
import io.pouw.plugin.DataManifest;
import io.pouw.plugin.Role;
import io.pouw.plugin.Scores;
import io.pouw.plugin.UnitId;
import io.pouw.primitives.Address;
import io.pouw.primitives.BlobId;
import io.pouw.primitives.CodecException;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Reads the entries of the ledger's state that a model file proves. What is read is encoded again
 * and compared, so that nothing passes that the ledger would not have written.
 */
final class LedgerEntries {
  private static final int MAX_LIST = 8192;
  private static final int MAX_TEXT_BYTES = 512;

  private LedgerEntries() {}

  /** A task without its checkpoints, which stand in entries of their own. */
  static TaskState task(byte[] value) {
    return same(value, LedgerEntries::task);
  }

  static CheckpointState checkpoint(byte[] value) {
    return same(value, LedgerEntries::checkpoint);
  }

  private static <T extends Encodable> T same(byte[] value, Function<Decoder, T> read) {
    try {
      T entry = Decoder.whole(value, read);
      if (Arrays.equals(entry.toBytes(), value)) return entry;
      throw new CodecException("not the ledger's encoding of what it says");
    } catch (IllegalArgumentException e) {
      throw new CodecException("impossible values: " + e.getMessage());
    }
  }

  private static TaskState task(Decoder in) {
    return new TaskState(
        in.hash(),
        in.address(),
        submission(in),
        in.u63(),
        in.constant(TaskStatus.values()),
        in.u63(),
        assignment(in),
        in.u32(),
        in.u32(),
        in.u63(),
        List.of(),
        in.list(MAX_LIST, LedgerEntries::conviction),
        in.option(LedgerEntries::audit),
        in.option(DataManifest::decode),
        in.list(MAX_LIST, LedgerEntries::evaluation),
        in.option(Scores::decode),
        new TaskCounts(in.u63(), in.u63(), in.u63(), in.u63(), in.u63()),
        in.list(MAX_LIST, each -> new VerifierTally(each.address(), each.u32())),
        in.u63(),
        in.list(MAX_LIST, LedgerEntries::payment),
        in.text(MAX_TEXT_BYTES));
  }

  private static TransactionBody.SubmitTask submission(Decoder in) {
    if (TransactionBody.decode(in) instanceof TransactionBody.SubmitTask submission)
      return submission;
    throw in.error("a task that no submit_task made");
  }

  private static Assignment assignment(Decoder in) {
    return new Assignment(
        in.u63(), in.hash(), addresses(in), addresses(in), addresses(in), addresses(in));
  }

  private static List<Address> addresses(Decoder in) {
    return in.list(MAX_LIST, Decoder::address);
  }

  private static Conviction conviction(Decoder in) {
    return new Conviction(
        in.address(),
        in.constant(Role.values()),
        in.constant(Verdict.values()),
        UnitId.decode(in),
        in.hash(),
        in.u32(),
        in.u32(),
        in.u63(),
        in.u63(),
        in.list(MAX_LIST, LedgerEntries::attestation));
  }

  private static Attestation attestation(Decoder in) {
    return new Attestation(
        in.address(), in.constant(Verdict.values()), BlobId.decode(in), in.u63());
  }

  private static AuditState audit(Decoder in) {
    return new AuditState(
        in.address(),
        in.u63(),
        in.list(MAX_LIST, each -> new AuditReport(each.address(), each.u32(), each.u63())));
  }

  private static EvaluationReport evaluation(Decoder in) {
    return new EvaluationReport(in.address(), Scores.decode(in), in.u63());
  }

  private static Payment payment(Decoder in) {
    return new Payment(in.address(), in.constant(LedgerEvent.Kind.values()), in.u63());
  }

  private static CheckpointState checkpoint(Decoder in) {
    return new CheckpointState(
        Checkpoint.decode(in),
        in.address(),
        addresses(in),
        in.u63(),
        in.constant(CheckpointStatus.values()),
        in.u63(),
        in.list(MAX_LIST, LedgerEntries::draw));
  }

  private static DrawState draw(Decoder in) {
    return new DrawState(
        in.u32(),
        in.address(),
        in.constant(DrawStatus.values()),
        in.u63(),
        addresses(in),
        addresses(in),
        in.option(LedgerEntries::opening),
        in.list(MAX_LIST, LedgerEntries::attestation),
        in.list(MAX_LIST, each -> new Deposit(each.address(), each.u63())),
        in.u63());
  }

  private static Opening opening(Decoder in) {
    return new Opening(UnitClaim.decode(in), RoundRecord.decode(in), in.address(), in.u63());
  }
}
