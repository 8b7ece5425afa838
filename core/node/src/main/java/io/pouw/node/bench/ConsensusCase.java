package io.pouw.node.bench;

/**
 * One thing to measure of a network of validators.
 *
 * @param name what the report calls it
 * @param validators how many
 * @param payloadBytes of each request
 * @param requestsPerTransaction 1 if every request carries its client's signature; more if requests
 *     carry none and a gateway signs bundles of so many
 * @param accounts senders over all nodes
 * @param window transactions of a sender under way at once
 * @param pauseMs a sender's rest between two transactions
 * @param transport what is between the validators
 */
record ConsensusCase(
    String name,
    int validators,
    int payloadBytes,
    int requestsPerTransaction,
    int accounts,
    int window,
    long pauseMs,
    Transport transport) {

  /** What is between the validators. */
  enum Transport {
    /** Whole nodes: sockets with TLS on loopback, every vote and block durable. */
    LOOPBACK_TLS,
    /** Their engines alone, on one thread: a queue in memory, nothing durable. */
    MEMORY
  }

  static ConsensusCase idle(int validators, int payload) {
    return new ConsensusCase("latency", validators, payload, 1, 1, 1, 100, Transport.LOOPBACK_TLS);
  }

  static ConsensusCase signed(int validators, int payload, int accounts, int window) {
    return new ConsensusCase(
        "signed", validators, payload, 1, accounts, window, 0, Transport.LOOPBACK_TLS);
  }

  static ConsensusCase unsigned(int validators, int payload, int bundle, int window) {
    return new ConsensusCase(
        "unsigned", validators, payload, bundle, validators, window, 0, Transport.LOOPBACK_TLS);
  }

  /** Blocks with one request each, as fast as the engines of all validators decide them. */
  static ConsensusCase engine(int validators, int payload) {
    return new ConsensusCase("engine", validators, payload, 1, 1, 1, 0, Transport.MEMORY);
  }

  boolean isOfNodes() {
    return transport == Transport.LOOPBACK_TLS;
  }
}
