package io.pouw.simulation;

import io.pouw.consensus.ConsensusSettings;
import io.pouw.consensus.Epoch;
import io.pouw.consensus.VoteSigner;
import io.pouw.primitives.Domain;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;
import io.pouw.primitives.KeyPair;
import io.pouw.primitives.PublicKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What all nodes of a simulation share: time, network, keys, parameters, invariants. */
final class World {
  final Scenario scenario;
  final VirtualTime time = new VirtualTime();
  final SplitMix64 random;
  final SimulatedNetwork network;
  final SignatureScheme signatures;
  final Hash chainId;
  final Application application;
  final Invariants invariants;
  final Trace trace;
  final FinalityMeter meter = new FinalityMeter(time);
  private final Map<PublicKey, Integer> indices = new HashMap<>();
  private Optional<Acquaintances> acquaintances = Optional.empty();
  private boolean crashing = true;

  World(Scenario scenario, int traceLines) {
    this.scenario = scenario;
    trace = new Trace(time, traceLines);
    random = new SplitMix64(scenario.seed());
    network = new SimulatedNetwork(time, random.split(), scenario.nodes(), scenario.conditions());
    List<KeyPair> keys = SimulatedKeys.first(scenario.nodes());
    signatures =
        switch (scenario.signatures()) {
          case ED25519 -> SignatureScheme.ed25519(keys);
          case KEYED_HASH -> SignatureScheme.keyedHash(keys, scenario.seed());
        };
    if (scenario.workload() != Scenario.Workload.NOTHING) {
      var ledger = new LedgerApplication(scenario);
      chainId = ledger.chainId();
      application = ledger;
    } else {
      chainId = Hash.of(Domain.GENESIS, new Encoder().i64(scenario.seed()).toBytes());
      application = new HashApplication(random.split(), new EpochPlan(scenario, chainId));
    }
    invariants = new Invariants(this);
    for (int node = 0; node < scenario.nodes(); node++) indices.put(key(node), node);
  }

  /** The settings of a node in an epoch whose timeouts are so many percent of the others'. */
  ConsensusSettings settings(Epoch epoch, int timeoutPercent) {
    Pace pace = scenario.pace();
    return new ConsensusSettings(
        chainId,
        epoch,
        scenario.workload() == Scenario.Workload.NOTHING ? Duration.ZERO : pace.heartbeat(),
        percent(pace.timeout(), timeoutPercent),
        percent(pace.maxTimeout(), timeoutPercent),
        pace.resend(),
        signatures.verifier());
  }

  private static Duration percent(Duration duration, int percent) {
    return duration.multipliedBy(percent).dividedBy(100);
  }

  /**
   * Lets the nodes find one another, if the scenario wants that; before the first of them starts.
   */
  void introduce(List<SimulatedNode> nodes) {
    acquaintances = scenario.peerFinding().map(finding -> new Acquaintances(this, finding, nodes));
    acquaintances.ifPresent(all -> network.admit(all::connects));
  }

  /** Who has met whom, unless all know all from the beginning. */
  Optional<Acquaintances> acquaintances() {
    return acquaintances;
  }

  VoteSigner signer(int node) {
    return signatures.signers().get(node);
  }

  PublicKey key(int node) {
    return signer(node).publicKey();
  }

  int indexOf(PublicKey key) {
    Integer index = indices.get(key);
    if (index == null) throw new IllegalArgumentException("nobody has the key " + key);
    return index;
  }

  /** Whether the node that asks crashes here and now. */
  boolean strikes() {
    return crashing && scenario.crashPpm() > 0 && random.chance(scenario.crashPpm());
  }

  void stopCrashing() {
    crashing = false;
  }
}
