package io.pouw.work;

import io.pouw.primitives.Address;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a supervisor asks about the updates of a federated task: one judge a task, which remembers
 * its workers. Advice for people: no state, payment or signature depends on it, and it convicts
 * nobody.
 */
public interface UpdateJudge {
  /** What was measured of the updates of a round; only the judge that made it looks into it. */
  interface Measurement {}

  /**
   * A worker that is taken for a poisoner; named once.
   *
   * @param reputation what is left of it, 0 to 1
   * @param reason what was seen, with the values
   */
  record Named(Address worker, double reputation, String reason) {}

  /**
   * What a round brought.
   *
   * @param named from now on
   * @param doubt why the round itself cannot be trusted, if that is new
   * @param reputations of all workers so far, 0 to 1
   */
  record Findings(List<Named> named, Optional<String> doubt, Map<Address, Double> reputations) {
    public Findings {
      named = List.copyOf(named);
    }
  }

  /** Judges nobody: for networks without federated tasks. */
  UpdateJudge NOBODY =
      new UpdateJudge() {
        private static final Findings NOTHING = new Findings(List.of(), Optional.empty(), Map.of());

        @Override
        public Measurement measure(List<float[]> updates) {
          return new Measurement() {};
        }

        @Override
        public Findings judge(int round, List<Address> workers, Measurement measured) {
          return NOTHING;
        }

        @Override
        public Findings refused(int round, Address worker, String reason) {
          return NOTHING;
        }
      };

  /**
   * Does the long part; any thread, several rounds at once.
   *
   * @param updates of equal length, in the order of the workers; finite or not
   */
  Measurement measure(List<float[]> updates);

  /** Judges a round by what was measured; the machine's thread, rounds in the order they came. */
  Findings judge(int round, List<Address> workers, Measurement measured);

  /** Takes into account that a worker sent what is no update; the machine's thread. */
  Findings refused(int round, Address worker, String reason);
}
