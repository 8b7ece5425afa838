package io.pouw.simulation;

import io.pouw.consensus.LeaderSchedule;
import io.pouw.consensus.Validator;
import io.pouw.consensus.ValidatorSet;
import io.pouw.primitives.Domain;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs scenarios of Twins one after the other. One thread; keeps what the scenarios share, so one
 * object should run many.
 */
public final class Twins {
  private final Map<Integer, ValidatorSet> sets = new HashMap<>();
  private final Map<Integer, SignatureScheme> schemes = new HashMap<>();
  private final Map<List<Integer>, Hash> seedsOfLeaders = new HashMap<>();
  private int seedsTried;

  /**
   * Runs a scenario: its rounds, then a network that is whole.
   *
   * @return the height that all honest replicas have finalised at least
   * @throws InvariantViolation if replicas disagree, an honest one contradicts itself, or they do
   *     not get on when the network is whole
   */
  public long run(TwinsScenario scenario) {
    int validators = scenario.validators();
    ValidatorSet set = sets.computeIfAbsent(validators, Twins::evenSet);
    SignatureScheme scheme =
        schemes.computeIfAbsent(
            validators, count -> SignatureScheme.keyedHash(SimulatedKeys.first(count), count));
    Hash seed =
        scenario.leaders().isEmpty() ? seed(scenario.index()) : seedGiving(scenario.leaders(), set);
    try {
      return new TwinsNetwork(scenario, set, scheme, seed).run();
    } catch (RuntimeException failure) {
      var violation = new InvariantViolation(failure + ", in " + scenario);
      violation.initCause(failure);
      throw violation;
    }
  }

  private static ValidatorSet evenSet(int count) {
    var validators = new ArrayList<Validator>();
    for (int i = 0; i < count; i++)
      validators.add(new Validator(SimulatedKeys.of(i).publicKey(), 1_000));
    return ValidatorSet.of(validators);
  }

  private static Hash seed(long number) {
    return Hash.of(Domain.SEED, new Encoder().i64(number).toBytes());
  }

  /** A seed by which these validators lead the first views: the first that does, from 0 on. */
  private Hash seedGiving(List<Integer> leaders, ValidatorSet set) {
    while (true) {
      Hash known = seedsOfLeaders.get(leaders);
      if (known != null) return known;
      Hash seed = seed(seedsTried++);
      var schedule = new LeaderSchedule(set, seed);
      var drawn = new ArrayList<Integer>();
      for (int view = 1; view <= leaders.size(); view++) drawn.add(schedule.leaderIndex(view));
      seedsOfLeaders.putIfAbsent(List.copyOf(drawn), seed);
    }
  }
}
