package io.pouw.task.tribuo.method;

import io.pouw.primitives.CodecException;
import io.pouw.primitives.Decoder;
import io.pouw.task.tribuo.spec.TribuoSpec;
import java.util.List;
import java.util.SequencedMap;

/**
 * An algorithm on one training table, cut into units. What it learns is a body of bytes; schema and
 * provenance stand beside it in the state. Thread-safe.
 */
public sealed interface Method permits ForestMethod, LinearMethod, KMeansMethod, SvmMethod {
  /** The body before round 0. */
  byte[] first();

  /**
   * Does one unit.
   *
   * @return the update, a function of the arguments alone
   */
  byte[] work(byte[] body, int round, int slot);

  /**
   * Reads an update to its end.
   *
   * @throws CodecException if it can be none of this task
   */
  void check(Decoder update);

  /** The body after a round, of all its updates in the order of the slots. */
  byte[] combine(byte[] body, int round, List<byte[]> updates);

  /** Training loss that an update reports; 0 where it knows none. */
  float loss(byte[] update);

  /** Floating-point operations of a unit, by a formula of the table's size. */
  long unitWeight();

  /** Class and settings of what trains, as Tribuo tells them. */
  SequencedMap<String, String> provenance();

  /** Number of a unit's first tree or machine among all of the task's. */
  static int number(TribuoSpec spec, int round, int slot, int each) {
    return (round * spec.slots() + slot) * each;
  }
}
