package io.pouw.simulation;

import io.pouw.network.NetworkTimings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * How the nodes of a scenario get to know one another: by the discovery of production. A node hears
 * and reaches only the peers that it has met.
 *
 * @param bootstraps the nodes whose addresses all others have from the beginning; one of them is
 *     honest
 * @param failurePpm chance that a try to connect fails while there are faults
 * @param forgetsPpm chance that a node loses its address book when it ends
 * @param garbagePpm chance that a Byzantine node tells something that is no list of peers, where it
 *     would otherwise tell of peers that there are not
 */
public record PeerFinding(
    List<Integer> bootstraps, int failurePpm, int forgetsPpm, int garbagePpm) {
  /** Brisk, as the rest of these networks: a dead link is noticed after three seconds. */
  static final NetworkTimings TIMINGS =
      new NetworkTimings(
          Duration.ofSeconds(1),
          Duration.ofSeconds(2),
          Duration.ofSeconds(4),
          Duration.ofMillis(100),
          Duration.ofSeconds(4));

  /** In which all nodes that run have met: silences, tries and rounds of telling. */
  static final Duration PATIENCE = Duration.ofSeconds(40);

  private static final long OWN_DRAWS = 0x6d65657420796f75L;
  private static final int SHARE_PPM = 250_000;
  private static final int MOST_BOOTSTRAPS = 3;

  /** Few, for each costs many tries; {@link Meeting} has liars that tell as much as they may. */
  private static final int LIES = 5;

  private static final int SPARE_PLACES = 4;

  public PeerFinding {
    bootstraps = List.copyOf(bootstraps);
  }

  /** Draws by itself, so that the rest of a seed's scenario is the same with it and without it. */
  static Optional<PeerFinding> draw(long seed, int nodes, Set<Integer> byzantine) {
    var random = new SplitMix64(seed ^ OWN_DRAWS);
    if (!random.chance(SHARE_PPM)) return Optional.empty();
    var bootstraps = new ArrayList<Integer>();
    int count = 1 + random.below(Math.min(nodes, MOST_BOOTSTRAPS));
    while (bootstraps.size() < count || byzantine.containsAll(bootstraps)) {
      int node = random.below(nodes);
      if (!bootstraps.contains(node)) bootstraps.add(node);
    }
    return Optional.of(
        new PeerFinding(
            bootstraps,
            random.below(2) * random.below(400_000),
            random.below(500_000),
            random.below(500_000)));
  }

  /** For a scenario that may have fewer nodes than when this was drawn. */
  MeetingRules rules(Scenario scenario) {
    List<Integer> there = bootstraps.stream().filter(node -> node < scenario.nodes()).toList();
    return new MeetingRules(
        scenario.nodes(),
        there.isEmpty() ? List.of(0) : there,
        new TreeSet<>(scenario.byzantine().keySet()),
        LIES,
        garbagePpm,
        scenario.nodes() + SPARE_PLACES,
        forgetsPpm,
        TIMINGS);
  }
}
