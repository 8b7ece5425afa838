package io.pouw.network.discovery;

import io.pouw.network.PeerEndpoint;
import io.pouw.primitives.Address;
import org.jspecify.annotations.Nullable;

/** An endpoint that this node connects to when it is not connected. */
public final class DialTarget {
  final PeerEndpoint endpoint;
  final boolean permanent;

  /** Who was last seen there, null before anybody was. */
  @Nullable Address address;

  /** A try is under way or planned. */
  boolean busy;

  /** Tries since the last success. */
  int failures;

  /** It was connected once and lost. */
  boolean lost;

  /** What was logged last, so that the same trouble is logged once. */
  String lastProblem = "";

  DialTarget(PeerEndpoint endpoint, boolean permanent) {
    this.endpoint = endpoint;
    this.permanent = permanent;
  }

  public PeerEndpoint endpoint() {
    return endpoint;
  }

  @Override
  public String toString() {
    return endpoint.toString();
  }
}
