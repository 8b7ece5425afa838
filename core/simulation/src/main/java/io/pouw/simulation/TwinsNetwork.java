package io.pouw.simulation;

import io.pouw.consensus.Candidate;
import io.pouw.consensus.ConsensusEffect.Finalized;
import io.pouw.consensus.ConsensusSettings;
import io.pouw.consensus.Epoch;
import io.pouw.consensus.ValidatorSet;
import io.pouw.consensus.Vote;
import io.pouw.primitives.Domain;
import io.pouw.primitives.Hash;
import io.pouw.primitives.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The replicas of one scenario of Twins, and who hears whom. */
final class TwinsNetwork {
  private static final Hash CHAIN = Hash.of(Domain.GENESIS, new byte[] {1});
  private static final long LATENCY_NANOS = 10_000_000;
  private static final Duration TIMEOUT = Duration.ofSeconds(1);

  /**
   * A round's partition lasts no longer than this, or views that no set can end would never end.
   */
  private static final long PARTITION_NANOS = 2_500_000_000L;

  private static final long PATIENCE_NANOS = 120_000_000_000L;
  private static final long EXPECTED_BLOCKS = 2;

  private final TwinsScenario scenario;
  private final VirtualTime time = new VirtualTime();
  private final List<TwinReplica> replicas = new ArrayList<>();
  private final Map<Long, Long> viewBegan = new HashMap<>();
  private final Map<Long, Hash> finalByHeight = new HashMap<>();
  private final Map<Voter, List<Vote>> honestVotes = new HashMap<>();

  private record Voter(int replica, long view) {}

  TwinsNetwork(TwinsScenario scenario, ValidatorSet set, SignatureScheme scheme, Hash leaderSeed) {
    this.scenario = scenario;
    var settings =
        new ConsensusSettings(
            CHAIN,
            Epoch.endless(set, leaderSeed),
            Duration.ZERO,
            TIMEOUT,
            TIMEOUT.multipliedBy(4),
            Duration.ofMillis(400),
            scheme.verifier());
    for (int i = 0; i < scenario.replicas(); i++)
      replicas.add(
          new TwinReplica(this, i, settings, scheme.signers().get(scenario.validatorOf(i))));
  }

  VirtualTime time() {
    return time;
  }

  /** Runs rounds and what follows; the height that all honest replicas have reached. */
  long run() {
    replicas.forEach(TwinReplica::start);
    long deadline = PATIENCE_NANOS;
    while (time.nanos() < deadline && !(allViewsPast() && honestHeight() >= EXPECTED_BLOCKS))
      if (!time.step()) break;
    if (honestHeight() < EXPECTED_BLOCKS)
      Invariants.fail(
          "liveness: the honest replicas are at height %d after %s, in view %d"
              .formatted(honestHeight(), time.now(), replicas.getLast().view()));
    return honestHeight();
  }

  private boolean allViewsPast() {
    for (TwinReplica replica : replicas) if (replica.view() <= scenario.sets().size()) return false;
    return true;
  }

  private long honestHeight() {
    long least = Long.MAX_VALUE;
    for (TwinReplica replica : replicas)
      if (!scenario.isTwin(replica.index())) least = Math.min(least, replica.height());
    return least;
  }

  /** A message belongs to the round of the view that its sender is in. */
  void send(TwinReplica from, int to, Packet packet) {
    long view = from.view();
    long began = viewBegan.computeIfAbsent(view, _ -> time.nanos());
    boolean cut =
        time.nanos() - began < PARTITION_NANOS && !scenario.connected(view, from.index(), to);
    if (!cut) time.schedule(LATENCY_NANOS, () -> replicas.get(to).receive(from, packet));
  }

  void broadcast(TwinReplica from, Packet packet) {
    for (int to = 0; to < replicas.size(); to++) if (to != from.index()) send(from, to, packet);
  }

  /** To all replicas with this key. */
  void sendTo(TwinReplica from, PublicKey key, Packet packet) {
    for (TwinReplica to : replicas)
      if (to.index() != from.index() && to.key().equals(key)) send(from, to.index(), packet);
  }

  void finalized(TwinReplica by, Finalized finalized) {
    for (Candidate block : finalized.chain()) {
      Hash agreed = finalByHeight.putIfAbsent(block.height(), block.id());
      if (agreed != null && !agreed.equals(block.id()))
        Invariants.fail(
            "agreement: replica %d finalised %s, another one %s"
                .formatted(by.index(), block, agreed));
    }
  }

  void voted(TwinReplica by, Vote vote) {
    if (scenario.isTwin(by.index())) return;
    List<Vote> earlier =
        honestVotes.computeIfAbsent(new Voter(by.index(), vote.view()), _ -> new ArrayList<>());
    for (Vote before : earlier)
      if (Invariants.contradict(before, vote))
        Invariants.fail("double vote: honest " + before + " and " + vote);
    earlier.add(vote);
  }
}
