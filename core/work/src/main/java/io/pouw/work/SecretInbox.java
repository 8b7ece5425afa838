package io.pouw.work;

import io.pouw.plugin.RoleInput;
import io.pouw.plugin.UnitSecret;
import io.pouw.primitives.Address;
import io.pouw.primitives.CodecException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Where a verifier asks miners for the secrets of units, one at a time, and hears the answer. */
final class SecretInbox {
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final String TIMER = "secret";

  private record Pending(
      Address miner, WorkMessage.SecretAsked asked, Consumer<UnitSecret> given) {}

  private final Desk desk;
  private Optional<Pending> pending = Optional.empty();

  SecretInbox(Desk desk) {
    this.desk = desk;
  }

  /** One of the steps is called on a later input; a question under way is forgotten. */
  void ask(
      Address miner,
      WorkMessage.SecretAsked asked,
      Consumer<UnitSecret> given,
      Consumer<String> missing) {
    pending = Optional.of(new Pending(miner, asked, given));
    desk.send(miner, asked);
    desk.after(
        TIMER,
        PATIENCE,
        () -> {
          pending = Optional.empty();
          missing.accept("the miner " + miner + " has not shown the unit's secret");
        });
  }

  /** Takes an answer; what was not asked for, or comes from another, is passed over. */
  void receive(RoleInput.Received received) {
    if (!received.topic().equals(WorkMessage.SECRET_TOPIC)) return;
    try {
      if (WorkMessage.decode(received.topic(), received.payload())
          instanceof WorkMessage.SecretGiven given) take(received.from(), given);
    } catch (CodecException e) {
      desk.alert("malformed_message", received.from() + ": " + e.getMessage());
    }
  }

  private void take(Address from, WorkMessage.SecretGiven given) {
    var answered = new WorkMessage.SecretAsked(given.task(), given.checkpoint(), given.leaf());
    Optional<Pending> right =
        pending.filter(each -> each.miner().equals(from) && each.asked().equals(answered));
    if (right.isEmpty()) return;
    pending = Optional.empty();
    desk.stopTimer(TIMER);
    right.get().given().accept(given.secret());
  }
}
