package io.pouw.node.api;

import io.pouw.ledger.Account;
import io.pouw.ledger.Genesis;
import io.pouw.ledger.LedgerEvent;
import io.pouw.ledger.LedgerState;
import io.pouw.node.api.ChainReader.HistoryCursor;
import io.pouw.node.api.ChainReader.Position;
import io.pouw.primitives.Address;
import io.pouw.primitives.Amounts;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Accounts and how they came to what they have. */
final class AccountEndpoints {
  private final NodeServices node;
  private final Worker worker;

  AccountEndpoints(NodeServices node, Worker worker) {
    this.node = node;
    this.worker = worker;
  }

  Map<String, Endpoint> endpoints() {
    return Map.of("getAccount", this::get, "getAccountHistory", this::history);
  }

  private Future<Answer> get(Call call) {
    Address address = address(call);
    LedgerState ledger = node.ledger();
    Optional<Account> account = ledger.account(address);
    JsonObject json =
        new JsonObject()
            .put("address", address.toString())
            .put("known", account.isPresent())
            .put("height", ledger.height())
            .put("balance", Json.amount(account.map(Account::balance).orElse(0L)))
            .put("stake", Json.amount(account.map(Account::stake).orElse(0L)))
            .put("unbonding", account.map(AccountEndpoints::unbonding).orElse(new JsonArray()))
            .put("total", Json.amount(account.map(Account::total).orElse(0L)))
            .put("nonce", account.map(Account::nonce).orElse(0L))
            .put("tickets", account.map(AccountEndpoints::tickets).orElse(new JsonArray()))
            .put("earned", Json.amount(account.map(Account::earned).orElse(0L)))
            .put("slashed", Json.amount(account.map(Account::slashed).orElse(0L)));
    return Future.succeededFuture(Answer.json(json));
  }

  private static JsonArray unbonding(Account account) {
    return Json.array(
        account.unbonding(),
        each ->
            new JsonObject()
                .put("amount", Json.amount(each.amount()))
                .put("release_height", each.releaseHeight()));
  }

  private static JsonArray tickets(Account account) {
    return Json.array(
        account.tickets(),
        each ->
            new JsonObject()
                .put("role", Json.constant(each.role()))
                .put("since", each.height())
                .put("preferences", TransactionJson.json(each.preferences())));
  }

  private Future<Answer> history(Call call) {
    Address address = address(call);
    Optional<HistoryCursor> from = call.text("cursor").map(AccountEndpoints::cursor);
    ChainReader chain = node.chain();
    Genesis genesis = node.ledger().genesis();
    int limit = call.limit();
    return worker
        .run(() -> history(chain, genesis, address, from, limit + 1))
        .map(found -> Answer.json(page(address, found, limit)));
  }

  /** What the store has, and where it ends what genesis says, which is in no block. */
  private static List<Position> history(
      ChainReader chain,
      Genesis genesis,
      Address address,
      Optional<HistoryCursor> from,
      int limit) {
    var found = new ArrayList<Position>(chain.history(address, from, limit));
    if (found.size() < limit)
      genesis.events().stream()
          .filter(event -> event.account().equals(address))
          .limit(1)
          .forEach(event -> found.add(new Position(new HistoryCursor(0, 0), event)));
    return found;
  }

  private static JsonObject page(Address address, List<Position> found, int limit) {
    List<Position> shown = found.subList(0, Math.min(limit, found.size()));
    var page =
        new JsonObject()
            .put("address", address.toString())
            .put("entries", Json.array(shown, each -> entry(each.event())));
    if (found.size() > limit) {
      HistoryCursor next = found.getLast().at();
      page.put("next", next.height() + "-" + next.sequence());
    }
    return page;
  }

  private static JsonObject entry(LedgerEvent event) {
    var refs = new JsonObject();
    event.cause().transaction().ifPresent(id -> refs.put("transaction", id.toString()));
    event.cause().task().ifPresent(id -> refs.put("task", id.toString()));
    event
        .cause()
        .unit()
        .ifPresent(unit -> refs.put("round", unit.round()).put("slot", unit.slot()));
    event
        .cause()
        .draw()
        .ifPresent(draw ->
            refs.put("generation", draw.generation())
                .put("checkpoint", draw.checkpoint())
                .put("leaf", draw.leaf()));
    return new JsonObject()
        .put("height", event.height())
        .put("kind", event.kind().text())
        .put("amount", signed(event.amount()))
        .put("why", event.why())
        .put("refs", refs);
  }

  private static JsonObject signed(long units) {
    String pai = units < 0 ? "-" + Amounts.format(Math.negateExact(units)) : Amounts.format(units);
    return new JsonObject().put("pai", pai).put("units", units);
  }

  private static HistoryCursor cursor(String text) {
    int dash = text.indexOf('-');
    long sequence = Long.parseLong(text.substring(dash + 1));
    return new HistoryCursor(
        Long.parseLong(text.substring(0, dash)), (int) Math.min(sequence, Integer.MAX_VALUE));
  }

  static Address address(Call call) {
    String text = call.path("address");
    try {
      return Address.parse(text);
    } catch (IllegalArgumentException e) {
      throw Problem.invalid("'" + text + "' is not an address: " + e.getMessage());
    }
  }
}
