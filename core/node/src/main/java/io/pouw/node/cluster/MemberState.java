package io.pouw.node.cluster;

/** What a member is at. */
public enum MemberState {
  /** It has joined and can do nothing for others yet. */
  STARTING,
  /** A full member that follows the chain and waits for its turn to sign. */
  STANDS_BY,
  /** The full member that signs. */
  SIGNS,
  /** A worker or verifier that takes units, or a gateway that serves. */
  READY
}
