package io.pouw.node.demo;

import io.pouw.ledger.Genesis;
import java.nio.file.Path;

/** A validator of a demo's network that runs outside of the demo's JVM. */
interface DemoGuests extends AutoCloseable {
  /** The validator of genesis; it is a miner as well. */
  String seat();

  /**
   * Where it sits.
   *
   * @param keystore of its key
   * @param folder for whatever it keeps
   * @param bootstrap host:port of a node of the network
   */
  record Place(Genesis genesis, Path keystore, String password, Path folder, String bootstrap) {}

  void start(Place place) throws Exception;

  /** Called a few times a second while the task is trained. */
  void look(int closedRounds);

  /** Ends it in good order, and says what happened. */
  String finish() throws Exception;

  /** Whether all that was promised held; after {@link #finish}. */
  boolean held();

  /** Ends whatever still runs. */
  @Override
  void close();
}
