package io.pouw.node.demo;

import io.pouw.ledger.LedgerEvent;
import io.pouw.node.api.ChainReader;
import io.pouw.primitives.Address;
import io.pouw.primitives.Amounts;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an account earned and lost in a run, and why, from the chain's own history.
 *
 * @param earned base units
 * @param slashed base units
 * @param why a line for each event that paid or took, oldest first
 * @param byKind base units by kind of event
 */
record AccountReport(
    Address address,
    String name,
    String role,
    long earned,
    long slashed,
    List<String> why,
    Map<LedgerEvent.Kind, Long> byKind) {
  private static final int MAX_EVENTS = 10_000;

  static AccountReport of(Address address, String name, String role, ChainReader chain) {
    long earned = 0;
    long slashed = 0;
    var why = new ArrayList<String>();
    var byKind = new EnumMap<LedgerEvent.Kind, Long>(LedgerEvent.Kind.class);
    for (var position : chain.history(address, Optional.empty(), MAX_EVENTS).reversed()) {
      LedgerEvent event = position.event();
      if (!counts(event.kind())) continue;
      if (event.amount() > 0) earned += event.amount();
      else slashed -= event.amount();
      byKind.merge(event.kind(), event.amount(), Math::addExact);
      why.add(
          "block "
              + event.height()
              + ": "
              + Amounts.format(Math.abs(event.amount()))
              + " PAI "
              + event.kind().text()
              + ": "
              + event.why());
    }
    return new AccountReport(address, name, role, earned, slashed, why, byKind);
  }

  private static boolean counts(LedgerEvent.Kind kind) {
    return switch (kind) {
      case MINT,
          REWARD_WORK,
          REWARD_SUPERVISION,
          REWARD_EVALUATION,
          REWARD_VERIFICATION,
          PROPOSER_FEE,
          SLASH,
          SLASH_SHARE,
          DEPOSIT_SHARE ->
          true;
      case GENESIS,
          TRANSFER_OUT,
          TRANSFER_IN,
          FEE,
          STAKE,
          UNSTAKE,
          ESCROW,
          REFUND,
          DEPOSIT,
          DEPOSIT_RETURN,
          BURN,
          VALIDATOR ->
          false;
    };
  }
}
