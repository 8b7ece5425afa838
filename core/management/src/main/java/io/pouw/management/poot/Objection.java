package io.pouw.management.poot;

/** Why a node does not accept a score. Encoded by order. */
public enum Objection {
  /** The recorded inputs do not give it. */
  NOT_RECOMPUTABLE,
  /** A number in it is outside its range. */
  OUT_OF_RANGE,
  /** It is more than 200 % of the worker's mean of 24 hours, as this node has it. */
  JUMP,
  /** Factors that approach one without reaching it are there. */
  SUSPICIOUSLY_PERFECT,
  /** The chain does not show the work, the checks, the age or the median that it claims. */
  NOT_ON_CHAIN,
  /** Other weights or halves than this node's. */
  OTHER_TERMS
}
