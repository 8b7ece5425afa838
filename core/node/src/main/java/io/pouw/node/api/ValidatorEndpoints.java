package io.pouw.node.api;

import io.pouw.ledger.Attendance;
import io.pouw.ledger.EpochState;
import io.pouw.ledger.LedgerState;
import io.pouw.ledger.Registration;
import io.pouw.primitives.Address;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** Who validates: the running epoch, and all that ever validated or asked to. */
final class ValidatorEndpoints {
  private final NodeServices node;

  ValidatorEndpoints(NodeServices node) {
    this.node = node;
  }

  Map<String, Endpoint> endpoints() {
    return Map.of(
        "listValidators", call -> Future.succeededFuture(Answer.json(validators(node.ledger()))));
  }

  private static JsonObject validators(LedgerState ledger) {
    EpochState epoch = ledger.epoch();
    var registered = new JsonArray();
    ledger
        .registrations()
        .forEach((address, its) -> registered.add(registration(ledger, address, its)));
    return new JsonObject()
        .put("height", ledger.height())
        .put("epoch", epoch.number())
        .put("first_height", epoch.firstHeight())
        .put("last_height", epoch.lastHeight())
        .put("seed", epoch.seed().toString())
        .put("stake", Json.amount(epoch.power()))
        .put("validators", registered);
  }

  private static JsonObject registration(LedgerState ledger, Address address, Registration its) {
    var json =
        new JsonObject()
            .put("name", its.name())
            .put("address", address.toString())
            .put("public_key", its.key().toString())
            .put("standing", Json.constant(its.standing()))
            .put("stake", Json.amount(ledger.account(address).map(a -> a.stake()).orElse(0L)));
    if (its.standing() == Registration.Standing.JAILED)
      json.put("jailed_until_epoch", its.jailedUntil());
    EpochState epoch = ledger.epoch();
    for (int i = 0; i < epoch.validators().size(); i++)
      if (epoch.validators().get(i).address().equals(address)) {
        Attendance.Turns turns = ledger.attendance().turns().get(i);
        json.put("index", i)
            .put("power", Json.amount(epoch.validators().get(i).power()))
            .put("blocks", turns.blocks())
            .put("missed", turns.missed());
      }
    return json;
  }
}
