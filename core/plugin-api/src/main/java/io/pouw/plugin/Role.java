package io.pouw.plugin;

/** What a node does for the network, beside following the chain. */
public enum Role {
  /** Trains units and mines what is drawn of them. */
  MINER,
  /** Opens and closes rounds, combines updates, commits checkpoints. */
  SUPERVISOR,
  /** Re-executes drawn units and attests. */
  VERIFIER,
  /** Scores the finished model on the test data that was held back. */
  EVALUATOR,
  /** Relays, follows, submits; holds no ticket. */
  PEER
}
