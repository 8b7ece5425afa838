package io.pouw.network.discovery;

import io.pouw.network.PeerEndpoint;
import io.pouw.network.wire.CloseCode;
import io.pouw.network.wire.Hello;
import io.pouw.primitives.Address;
import java.time.Duration;
import java.util.Optional;

/**
 * A connection to a node whose key is proved, as the rules of discovery see it.
 *
 * @param <L> the host's own kind of connection
 */
public interface Link<L extends Link<L>> {
  /** Of the node on the other side. */
  Address address();

  /** What this node dialled; empty if the other one did. */
  Optional<DialTarget> dialled();

  /** What the peer said of itself; empty before the greeting. */
  Optional<Hello> hello();

  /** Where the peer listens; after the greeting only. */
  PeerEndpoint endpoint();

  boolean isClosing();

  Duration age();

  /** Begins to read. */
  void open();

  /** Introduces this node. */
  void greet(byte[] hello);

  /** The peer has introduced itself. */
  void greeted(Hello remote);

  /** Tells the peer of others. */
  void tell(byte[] peers);

  /** Tells the peer why, and closes; {@link Discovery#closed} follows. */
  void close(CloseCode code, String detail);

  /** Sends nothing more; what is under way in either direction still arrives. */
  void retire(L successor);

  /** Whether this node opened it. */
  default boolean isOutbound() {
    return dialled().isPresent();
  }

  /** Whether the node with the lower address opened it. */
  default boolean isOpenedByLower(Address local) {
    boolean localIsLower = local.compareTo(address()) < 0;
    return localIsLower == isOutbound();
  }
}
