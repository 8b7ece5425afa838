package io.pouw.work;

import io.pouw.ledger.TaskState;
import io.pouw.plugin.RoleEffect.Purpose;
import io.pouw.plugin.UnitId;
import io.pouw.primitives.BlobId;
import io.pouw.primitives.Hash;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * The units that a miner has to do, in the order in which they were asked for, so many at once as
 * it has threads. Remembers its last {@value #MAX_PRODUCTS} answers for those who ask again. Holds
 * at most one round's units a task.
 */
final class UnitQueue {
  static final int MAX_PRODUCTS = 32;

  /** A unit and the state from which it is to be done. */
  record Order(Hash task, int generation, UnitId unit, BlobId input) {
    private Workbench.Piece piece() {
      return new Workbench.Piece(task, unit, input);
    }
  }

  /** The update of a unit and its name. */
  record Product(BlobId id, byte[] update) {}

  private final Desk desk;
  private final int threads;
  private final BiConsumer<Order, Product> answer;
  private final Workbench bench;
  private final Map<Order, Workbench.Means> waiting = new LinkedHashMap<>();
  private final Set<Order> running = new HashSet<>();
  private final Map<Order, Product> products =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Order, Product> eldest) {
          return size() > MAX_PRODUCTS;
        }
      };

  UnitQueue(Desk desk, int threads, BiConsumer<Order, Product> answer) {
    this.desk = desk;
    this.bench = new Workbench(desk, Purpose.TRAINING);
    this.threads = threads;
    this.answer = answer;
  }

  void add(Order order, Workbench.Means means) {
    Product known = products.get(order);
    if (known != null) {
      answer.accept(order, known);
    } else if (!running.contains(order)) {
      waiting.putIfAbsent(order, means);
      startNext();
    }
  }

  /** Forgets units of other rounds that were not begun: nobody waits for them any more. */
  void abandonOtherRounds(Hash task, int generation, int round) {
    waiting
        .keySet()
        .removeIf(each ->
            each.task().equals(task)
                && (each.generation() != generation || each.unit().round() != round));
  }

  /** Forgets what belongs to tasks or generations that are over. */
  void retain(Map<Hash, TaskState> tasks) {
    waiting.keySet().removeIf(each -> isOver(each, tasks));
    products.keySet().removeIf(each -> isOver(each, tasks));
    bench.retain(tasks.keySet());
  }

  private static boolean isOver(Order order, Map<Hash, TaskState> tasks) {
    TaskState task = tasks.get(order.task());
    return task == null || task.generation() > order.generation();
  }

  private void startNext() {
    Iterator<Map.Entry<Order, Workbench.Means>> next = waiting.entrySet().iterator();
    while (running.size() < threads && next.hasNext()) {
      Map.Entry<Order, Workbench.Means> entry = next.next();
      next.remove();
      start(entry.getKey(), entry.getValue());
    }
  }

  private void start(Order order, Workbench.Means means) {
    running.add(order);
    bench.work(
        order.piece(),
        means,
        Product.class,
        update -> new Product(BlobId.of(update), update),
        product -> finish(order, product),
        reason -> fail(order, reason));
  }

  private void finish(Order order, Product product) {
    running.remove(order);
    products.put(order, product);
    answer.accept(order, product);
    startNext();
  }

  private void fail(Order order, String reason) {
    running.remove(order);
    desk.alert("unit_failed", "task " + order.task() + " " + order.unit() + ": " + reason);
    startNext();
  }
}
