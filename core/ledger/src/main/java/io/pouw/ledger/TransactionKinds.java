package io.pouw.ledger;

import io.pouw.primitives.Decoder;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The kinds of transaction by their number. */
final class TransactionKinds {
  private record Kind(int number, String name, Function<Decoder, TransactionBody> decode) {}

  private static final List<Kind> KINDS =
      List.of(
          new Kind(1, "transfer", TransactionBody.Transfer::decode),
          new Kind(2, "stake", TransactionBody.Stake::decode),
          new Kind(3, "unstake", TransactionBody.Unstake::decode),
          new Kind(4, "take_ticket", TransactionBody.TakeTicket::decode),
          new Kind(5, "return_ticket", TransactionBody.ReturnTicket::decode),
          new Kind(6, "submit_task", TransactionBody.SubmitTask::decode),
          new Kind(7, "cancel_task", TransactionBody.CancelTask::decode),
          new Kind(8, "checkpoint", CheckpointBody.CommitCheckpoint::decode),
          new Kind(9, "open_unit", CheckpointBody.OpenUnit::decode),
          new Kind(10, "attest", CheckpointBody.Attest::decode),
          new Kind(11, "challenge", CheckpointBody.Challenge::decode),
          new Kind(12, "report_audit", CheckpointBody.ReportAudit::decode),
          new Kind(13, "reveal_test", TransactionBody.RevealTest::decode),
          new Kind(14, "evaluate", TransactionBody.Evaluate::decode),
          new Kind(15, "note", TransactionBody.Note::decode),
          new Kind(16, "register_validator", ValidatorBody.RegisterValidator::decode),
          new Kind(17, "exit_validator", in -> new ValidatorBody.ExitValidator()),
          new Kind(18, "unjail", in -> new ValidatorBody.Unjail()),
          new Kind(19, "report_equivocation", ValidatorBody.ReportEquivocation::decode));

  private TransactionKinds() {}

  static TransactionBody decode(Decoder in) {
    int number = in.u8();
    return find(number)
        .orElseThrow(() -> in.error("an unknown transaction kind " + number))
        .decode()
        .apply(in);
  }

  static String name(int number) {
    return find(number).orElseThrow().name();
  }

  private static Optional<Kind> find(int number) {
    return KINDS.stream().filter(kind -> kind.number() == number).findFirst();
  }
}
