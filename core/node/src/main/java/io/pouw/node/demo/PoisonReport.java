package io.pouw.node.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pouw.plugin.RoleEvent;
import io.pouw.primitives.Address;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What the supervisors of a federated task said of its workers, beside what the demo knows of them.
 *
 * @param attack what the poisoned ones did
 * @param backdoor of the test rows of other classes, the part that the model takes for a 0 when
 *     they carry the mark of the backdoor; empty for other attacks
 */
record PoisonReport(String attack, List<Worker> workers, Optional<Double> backdoor) {
  /**
   * A worker.
   *
   * @param poisoned the truth, which no supervisor is told
   * @param reputation 0 to 1; empty if it never sent an update
   * @param alert if it was named
   */
  record Worker(
      Address address,
      String name,
      boolean poisoned,
      Optional<Double> reputation,
      Optional<RoleEvent.PoisoningSuspected> alert) {}

  PoisonReport {
    workers = List.copyOf(workers);
  }

  /** Of those that were named, the part that is poisoned; empty if nobody was. */
  Optional<Double> precision() {
    return part(named(), each -> each.poisoned());
  }

  /** Of the poisoned, the part that was named; empty if there are none. */
  Optional<Double> recall() {
    return part(
        workers.stream().filter(Worker::poisoned).toList(), each -> each.alert().isPresent());
  }

  private List<Worker> named() {
    return workers.stream().filter(each -> each.alert().isPresent()).toList();
  }

  private static Optional<Double> part(List<Worker> all, Predicate<Worker> which) {
    return all.isEmpty()
        ? Optional.empty()
        : Optional.of((double) all.stream().filter(which).count() / all.size());
  }

  void write(ObjectNode root) {
    ObjectNode node = root.putObject("federated");
    node.put("attack", attack);
    number(node, "precision", precision());
    number(node, "recall", recall());
    backdoor.ifPresent(rate -> node.put("backdoor_success", rate));
    var list = node.putArray("workers");
    for (Worker each : workers) {
      ObjectNode worker = list.addObject();
      worker.put("address", each.address().toString()).put("name", each.name());
      worker.put("poisoned", each.poisoned()).put("named", each.alert().isPresent());
      number(worker, "reputation", each.reputation());
      each.alert()
          .ifPresent(alert -> worker.put("round", alert.round()).put("reason", alert.reason()));
    }
  }

  private static void number(ObjectNode node, String name, Optional<Double> value) {
    value.ifPresentOrElse(number -> node.put(name, number), () -> node.putNull(name));
  }

  /** The report in words. */
  String text() {
    var text = new StringBuilder("workers of the federated task, as its supervisors see them:\n");
    for (Worker each : workers)
      text.append(
          String.format(
              Locale.ROOT,
              "%-12s %s reputation %s%s%s%n",
              each.name(),
              each.address(),
              each.reputation().map(value -> String.format(Locale.ROOT, "%.2f", value)).orElse("-"),
              each.alert().map(alert -> ", named in round " + alert.round()).orElse(""),
              each.poisoned() ? " (poisoned: " + attack + ")" : ""));
    backdoor.ifPresent(rate ->
        text.append(
            String.format(
                Locale.ROOT, "backdoor works on %.1f %% of the marked rows%n", 100 * rate)));
    return text.append(
            String.format(
                Locale.ROOT,
                "alerts   precision %s, recall %s; nothing is minted by a federated task, nobody slashed",
                shown(precision()),
                shown(recall())))
        .toString();
  }

  private static String shown(Optional<Double> value) {
    return value.map(number -> String.format(Locale.ROOT, "%.2f", number)).orElse("-");
  }
}
