package io.pouw.plugin;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** One task, ready to run. Thread-safe: units of one task may run at once on several threads. */
public interface TaskProgram {
  TaskPlan plan();

  /** The state before round 0. */
  byte[] init();

  /**
   * Does one unit: the only expensive call.
   *
   * @param state the state before the unit's round
   * @return the update, the same bytes whoever computes it
   */
  byte[] work(byte[] state, UnitId unit);

  /**
   * Whether a unit takes a secret of its worker's. Then the update depends on who does the unit,
   * and {@link #work(byte[], UnitId, UnitSecret)} is called instead of the one without.
   */
  default boolean needsSecret() {
    return false;
  }

  /**
   * Does one unit with its worker's secret; the same bytes whoever computes it with that secret.
   */
  default byte[] work(byte[] state, UnitId unit, UnitSecret secret) {
    return work(state, unit);
  }

  /**
   * How the units of a slot hang together; empty if each depends on its state alone. Where it is
   * present, {@link #work(byte[], UnitId)} does the first unit of a chain and no other, and no unit
   * needs a secret.
   */
  default Optional<UnitChain> chain() {
    return Optional.empty();
  }

  /** Whether an update commits to this secret. */
  default boolean opens(byte[] update, UnitSecret secret) {
    return true;
  }

  /**
   * Why these bytes cannot be an update of this task (wrong size, not finite); empty if they can.
   */
  Optional<String> reject(byte[] update);

  /**
   * Whether verifiers judge updates by {@link #check} instead of doing the unit again and comparing
   * bytes. Then more than one update may be valid for a unit, so {@link #combine} has to take from
   * each only what all valid ones agree on: the state stays the same whoever did the work. The draw
   * cannot be influenced by a choice among them, for the beacon knows nothing of updates.
   */
  default boolean checksUpdates() {
    return false;
  }

  /**
   * Judges an update. {@link UpdateCheck.Wrong} has to be a proof: the same on every machine.
   *
   * @param state the state before the unit's round
   */
  default UpdateCheck check(byte[] state, UnitId unit, byte[] update) {
    return Arrays.equals(work(state, unit), update)
        ? new UpdateCheck.Valid()
        : new UpdateCheck.Wrong(unit + " gives other bytes");
  }

  /**
   * The state after a round; cheap.
   *
   * @param updates those of slot 0, 1, ... in order; in a federated task at least {@code
   *     plan().leastUpdates()}, in the order of the slots that were filled
   */
  byte[] combine(byte[] state, int round, List<byte[]> updates);

  /**
   * What this program's own data has lost in so many rounds; empty for tasks without differential
   * privacy, and where the data is not here.
   */
  default Optional<PrivacyLoss> privacyLoss(int rounds) {
    return Optional.empty();
  }

  /** What an update says, for people; may have several lines, empty if there is nothing to say. */
  default String inWords(UnitId unit, byte[] update) {
    return "";
  }

  /** Training loss that an update reports, for progress displays. */
  float loss(byte[] update);

  /**
   * The numbers of an update, for detectors that compare those of a round.
   *
   * @return as many for every update of the task; none if its numbers mean nothing side by side
   */
  default float[] updateVector(byte[] update) {
    return new float[0];
  }
}
