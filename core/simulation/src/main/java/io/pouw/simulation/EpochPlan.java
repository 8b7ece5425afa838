package io.pouw.simulation;

import io.pouw.consensus.Epoch;
import io.pouw.consensus.Validator;
import io.pouw.consensus.ValidatorSet;
import io.pouw.primitives.Domain;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Who validates which epoch where no ledger decides it: a set and stakes drawn from the seed for
 * each, with less than a third of the stake Byzantine.
 */
final class EpochPlan {
  private static final int MEMBER_PPM = 750_000;

  private final Scenario scenario;
  private final Hash chainId;

  EpochPlan(Scenario scenario, Hash chainId) {
    this.scenario = scenario;
    this.chainId = chainId;
  }

  /** The epoch of the height after this one. */
  Epoch after(long height) {
    long length = scenario.epochBlocks();
    if (length == 0) return Epoch.endless(set(initial()), chainId);
    long number = height / length;
    Hash seed = Hash.of(Domain.SEED, chainId.toBytes(), new Encoder().i64(number).toBytes());
    var members = number == 0 ? initial() : members(number);
    return new Epoch(number, set(members), seed, number * length + 1, (number + 1) * length);
  }

  private NavigableMap<Integer, Long> initial() {
    var members = new TreeMap<Integer, Long>();
    for (int i = 0; i < scenario.validators(); i++) members.put(i, scenario.stakes().get(i));
    return members;
  }

  private NavigableMap<Integer, Long> members(long number) {
    var random = new SplitMix64(scenario.seed() * 31 + number);
    var members = new TreeMap<Integer, Long>();
    for (int node = 0; node < scenario.nodes(); node++)
      if (random.chance(MEMBER_PPM)) members.put(node, random.between(500, 2_000));
    var bad = new ArrayList<Integer>(scenario.byzantine().keySet());
    while (!bad.isEmpty() && tooMuchIsBad(members)) members.remove(bad.removeLast());
    return members.isEmpty() ? initial() : members;
  }

  private boolean tooMuchIsBad(NavigableMap<Integer, Long> members) {
    long whole = 0;
    long bad = 0;
    for (var member : members.entrySet()) {
      whole += member.getValue();
      if (scenario.byzantine().containsKey(member.getKey())) bad += member.getValue();
    }
    return 3 * bad >= whole;
  }

  /** In the order of keys, as a ledger would have it: indices change from epoch to epoch. */
  private static ValidatorSet set(NavigableMap<Integer, Long> members) {
    var validators = new ArrayList<Validator>();
    members.forEach(
        (node, stake) -> validators.add(new Validator(SimulatedKeys.of(node).publicKey(), stake)));
    validators.sort(Comparator.comparing(Validator::key));
    return ValidatorSet.of(validators);
  }
}
