package io.pouw.simulation;

import io.pouw.network.NetworkTimings;
import io.pouw.network.wire.PeerEntry;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Nodes that have to find one another: the whole run follows from it.
 *
 * @param seed of every draw in the run
 * @param nodes how many, 2 to 40; the first ones are what everybody knows from the beginning
 * @param wellKnown how many of them are
 * @param liars the last of them, which tell of peers that there are not
 * @param places how many peers a node has room for
 * @param latency of everything
 * @param failurePpm chance that a try to connect fails
 * @param faults how many things go wrong: nodes that end and start again, connections that break
 * @param upgrades whether all nodes start again as a version that the old one does not understand
 * @param duration how long the faults last
 */
public record MeetingScenario(
    long seed,
    int nodes,
    int wellKnown,
    int liars,
    int places,
    Latency latency,
    int failurePpm,
    int faults,
    boolean upgrades,
    Duration duration) {
  private static final int MOST_NODES = 40;
  private static final int FORGETS_PPM = 500_000;

  /** Everything from the seed. */
  public static MeetingScenario draw(long seed) {
    var random = new SplitMix64(seed);
    int nodes = random.below(4) == 0 ? 2 + random.below(MOST_NODES - 1) : 2 + random.below(9);
    int wellKnown = 1 + random.below(Math.min(3, nodes));
    int liars = nodes - wellKnown > 2 ? random.below(2) : 0;
    // Every fourth network is one in which not everybody can know everybody.
    int places = random.below(4) == 0 ? 1 + random.below(nodes) : nodes + random.below(20);
    return new MeetingScenario(
        seed,
        nodes,
        wellKnown,
        liars,
        places,
        Latency.draw(random, 400),
        random.below(2) * random.below(400_000),
        random.below(60),
        random.below(3) == 0,
        Duration.ofSeconds(random.between(10, 180)));
  }

  boolean hasRoomForAll() {
    return places >= nodes - 1;
  }

  MeetingRules rules() {
    return new MeetingRules(
        nodes,
        IntStream.range(0, wellKnown).boxed().toList(),
        IntStream.range(nodes - liars, nodes).boxed().collect(Collectors.toSet()),
        PeerEntry.MAX_ENTRIES,
        0,
        places,
        FORGETS_PPM,
        NetworkTimings.defaults());
  }
}
