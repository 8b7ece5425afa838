package io.pouw.node.verticle;

import io.pouw.node.AddressBook;
import io.pouw.node.bus.Bus;
import io.pouw.node.bus.PeerChange;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.WorkerExecutor;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the address book a while after a new peer came. Event loop; the disk's threads write. */
final class AddressBookDesk extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(AddressBookDesk.class);
  private static final long PAUSE_MS = 1_000;

  private final AddressBook book;
  private final WorkerExecutor disk;
  private final Supplier<Map<String, String>> peers;
  private boolean due;

  /**
   * A desk that is not started.
   *
   * @param peers address of the node key by host:port, of those that are connected
   */
  AddressBookDesk(AddressBook book, WorkerExecutor disk, Supplier<Map<String, String>> peers) {
    this.book = book;
    this.disk = disk;
    this.peers = peers;
  }

  @Override
  public Future<?> start() {
    vertx
        .eventBus()
        .<PeerChange>localConsumer(
            Bus.PEER,
            message -> {
              if (message.body().connected()) changed();
            });
    return Future.succeededFuture();
  }

  private void changed() {
    if (due) return;
    due = true;
    vertx.setTimer(PAUSE_MS, fired -> write());
  }

  private void write() {
    due = false;
    Map<String, String> known = peers.get();
    if (known.isEmpty()) return;
    disk.executeBlocking(
            () -> {
              book.write(known);
              return true;
            },
            true)
        .onFailure(e -> LOG.warn("the address book is not written: {}", e.getMessage()));
  }
}
