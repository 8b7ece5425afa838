package io.pouw.node.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pouw.plugin.PayoutRail;
import java.util.List;
import java.util.Locale;

/**
 * How a pool's members were paid.
 *
 * @param network on which
 * @param pot that was divided, in the smallest unit
 * @param operatorFee that the operator kept of it
 * @param recomputed whether the distribution came out the same when it was computed again
 * @param exported payouts in the CSV export of those that are confirmed
 */
record PoolReport(
    String network,
    PayoutRail.Unit unit,
    PayoutRail.Unit feeUnit,
    long pot,
    long operatorFee,
    boolean recomputed,
    long exported,
    List<Line> lines) {

  /**
   * One member.
   *
   * @param units of work that counted
   * @param owed by the distribution
   * @param balance that the token's contract says that the account has
   * @param status of the payout
   * @param transfer id of the transaction
   * @param fee that it cost
   */
  record Line(
      String member,
      String account,
      long units,
      long owed,
      long balance,
      String status,
      String transfer,
      long fee) {}

  /** Whether every member has on the contract what it was owed, and the shares make the pot. */
  boolean paid() {
    long shared = lines.stream().mapToLong(Line::owed).sum();
    return !lines.isEmpty()
        && shared == pot - operatorFee
        && recomputed
        && exported == lines.size()
        && lines.stream().allMatch(each -> each.balance() == each.owed());
  }

  void write(ObjectNode root) {
    ObjectNode node = root.putObject("pool");
    node.put("network", network).put("currency", unit.symbol()).put("paid", paid());
    node.put("pot", unit.format(pot)).put("operator_fee", unit.format(operatorFee));
    node.put("recomputed", recomputed).put("exported", exported);
    var payments = node.putArray("payments");
    for (Line each : lines)
      payments
          .addObject()
          .put("member", each.member())
          .put("account", each.account())
          .put("units", each.units())
          .put("owed", unit.format(each.owed()))
          .put("balance", unit.format(each.balance()))
          .put("status", each.status())
          .put("transfer", each.transfer())
          .put("fee", feeUnit.format(each.fee()));
  }

  String text() {
    var text = new StringBuilder();
    text.append(
        "pool     %s %s divided by settled work, paid on %s%n"
            .formatted(unit.format(pot), unit.symbol(), network));
    for (Line each : lines)
      text.append(
          String.format(
              Locale.ROOT,
              "         %-10s %4d units  owed %12s  on the contract %12s %s  fee %s %s  tx %s%n",
              each.member(),
              each.units(),
              unit.format(each.owed()),
              unit.format(each.balance()),
              unit.symbol(),
              feeUnit.format(each.fee()),
              feeUnit.symbol(),
              each.transfer().substring(0, Math.min(12, each.transfer().length()))));
    return text.append("         ").append(paid() ? "all paid" : "NOT PAID AS OWED").toString();
  }
}
