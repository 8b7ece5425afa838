package io.pouw.node.cluster;

/** What a member of a cluster is there for. */
public enum MemberKind {
  /** Holds the chain; one of them signs, the others follow and stand by. */
  FULL,
  /** Does units of training. */
  WORKER,
  /** Does drawn units again. */
  VERIFIER,
  /** Serves the HTTP API to the outside and asks a full member for every answer. */
  GATEWAY
}
