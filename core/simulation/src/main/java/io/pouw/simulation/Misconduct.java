package io.pouw.simulation;

/** The ways in which a Byzantine validator departs from the protocol. */
public enum Misconduct {
  /** Shows two blocks, votes for both, finalises and nullifies. */
  EQUIVOCATE,
  /** Sends only to some, or not at all. */
  WITHHOLD,
  /** Sends bytes that are no messages. */
  GARBAGE,
  /** Sends its own messages with changed bits, or cut off, or with something behind. */
  MUTATE,
  /** Sends what others said long ago, again. */
  REPLAY,
  /** Votes for blocks of which it has heard, without looking at them. */
  VOTE_BLINDLY,
  /** Votes in the name of others, invents certificates, chains and proposals out of turn. */
  FORGE,
  /** Proposes blocks that pass over notarised ones. */
  FORK,
  /** Any of these, drawn for each message. */
  EVERYTHING
}
