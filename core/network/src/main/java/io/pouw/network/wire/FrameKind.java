package io.pouw.network.wire;

/** The kinds of {@link Frame}. The order is the encoding: new kinds go to the end. */
public enum FrameKind {
  /** First frame in each direction: a {@link Hello}. */
  HELLO,
  /** Asks for a {@link #PONG} with the same id. */
  PING,
  /** Answers a {@link #PING}. */
  PONG,
  /** Listening addresses of other nodes: a list of {@link PeerEntry}. */
  PEERS,
  /** To this peer, no answer expected. */
  MESSAGE,
  /** To everybody, relayed once by each node: a {@link Gossip}. */
  GOSSIP,
  /** Expects one {@link #RESPONSE} or {@link #FAILURE} with the same id. */
  REQUEST,
  /** What a {@link #REQUEST} asked for. */
  RESPONSE,
  /** Why a {@link #REQUEST} got no response, as text. */
  FAILURE
}
