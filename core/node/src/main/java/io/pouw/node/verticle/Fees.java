package io.pouw.node.verticle;

import io.pouw.ledger.Parameter;
import io.pouw.ledger.Parameters;
import io.pouw.ledger.TransactionBody;
import io.pouw.ledger.ValidatorBody;

/** What this node pays for its own transactions: nothing for those that its duties ask of it. */
final class Fees {
  private Fees() {}

  static long of(TransactionBody body, Parameters parameters) {
    return switch (body) {
      case TransactionBody.Transfer _,
          TransactionBody.Stake _,
          TransactionBody.Unstake _,
          TransactionBody.TakeTicket _,
          TransactionBody.ReturnTicket _,
          TransactionBody.SubmitTask _,
          TransactionBody.CancelTask _,
          TransactionBody.Challenge _,
          ValidatorBody.RegisterValidator _,
          ValidatorBody.ExitValidator _,
          ValidatorBody.Unjail _ ->
          parameters.get(Parameter.BASE_FEE);
      case TransactionBody.CommitCheckpoint _,
          TransactionBody.OpenUnit _,
          TransactionBody.Attest _,
          TransactionBody.ReportAudit _,
          TransactionBody.RevealTest _,
          TransactionBody.Evaluate _,
          ValidatorBody.ReportEquivocation _ ->
          0;
    };
  }
}
