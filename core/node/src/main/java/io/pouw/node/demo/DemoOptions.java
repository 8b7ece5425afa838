package io.pouw.node.demo;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a demo run is asked for.
 *
 * @param dataset a name of {@link io.pouw.node.dataset.Datasets#names}
 * @param cheaters miners that make their updates up
 * @param cheatFromRound the round in which they begin to
 * @param killMinerAtRound the round in which an honest miner is stopped, if one is
 * @param report where the JSON report goes
 * @param modelOut where the model file goes
 * @param apiPort where the client's node serves HTTP, if it does
 * @param federation what makes the task federated, if it is: then every miner has data of its own
 * @param pool whether the miners are a pool, and are paid on an emulated TRON in the end
 * @param dataFolder where the nodes keep their data; a temporary folder if absent
 */
public record DemoOptions(
    String dataset,
    int validators,
    int miners,
    int supervisors,
    int verifiers,
    int evaluators,
    int cheaters,
    int cheatFromRound,
    Optional<Integer> killMinerAtRound,
    Optional<Path> report,
    Path modelOut,
    Optional<Path> dataFolder,
    Path validatorsFile,
    Optional<Integer> apiPort,
    Optional<Federation> federation,
    boolean pool) {

  /**
   * A federated run.
   *
   * @param poisoned workers of the miners that send poison
   * @param attack what they do, such as {@code sign_flip}
   * @param backend what the workers compute on: no unit of theirs is done again
   */
  public record Federation(int poisoned, String attack, String backend) {}

  /** Miners that do not do what they should. */
  int dishonestMiners() {
    return federation.map(Federation::poisoned).orElse(cheaters);
  }

  public DemoOptions {
    if (cheaters < 0 || cheaters >= miners)
      throw new IllegalArgumentException(
          cheaters + " cheaters of " + miners + " miners: at least one has to be honest");
    federation.ifPresent(each -> {
      if (each.poisoned() < 0 || each.poisoned() >= miners)
        throw new IllegalArgumentException(
            each.poisoned() + " poisoned of " + miners + " workers: at least one has to be honest");
    });
    if (pool && miners < DemoPool.LEAST_MEMBERS)
      throw new IllegalArgumentException(
          miners + " miners: a pool has at least " + DemoPool.LEAST_MEMBERS);
    if (validators < 1 || miners < 1 || supervisors < 1 || verifiers < 1 || evaluators < 1)
      throw new IllegalArgumentException("at least one node of each role is needed");
  }
}
