package io.pouw.simulation;

import io.pouw.consensus.ConsensusSettings;
import io.pouw.consensus.Epoch;
import io.pouw.consensus.Validator;
import io.pouw.consensus.ValidatorSet;
import io.pouw.consensus.VoteSigner;
import io.pouw.primitives.Domain;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;
import io.pouw.primitives.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;

/** What all nodes of a simulation share: time, network, keys, parameters, invariants. */
final class World {
  private static final Duration BASE_TIMEOUT = Duration.ofSeconds(1);
  private static final Duration MAX_TIMEOUT = Duration.ofSeconds(8);
  private static final Duration RESEND = Duration.ofMillis(300);

  final Scenario scenario;
  final VirtualTime time = new VirtualTime();
  final SplitMix64 random;
  final SimulatedNetwork network;
  final SignatureScheme signatures;
  final ConsensusSettings settings;
  final Invariants invariants;
  private final Map<PublicKey, Integer> indices = new HashMap<>();
  private boolean crashing = true;

  World(Scenario scenario) {
    this.scenario = scenario;
    random = new SplitMix64(scenario.seed());
    network = new SimulatedNetwork(time, random.split(), scenario.nodes(), scenario.conditions());
    signatures =
        scenario.realSignatures()
            ? SignatureScheme.ed25519(scenario.nodes(), scenario.seed())
            : SignatureScheme.keyedHash(scenario.nodes(), scenario.seed());
    settings = settings(scenario, signatures);
    invariants = new Invariants(settings);
    for (int node = 0; node < scenario.nodes(); node++)
      indices.put(signatures.signers().get(node).publicKey(), node);
  }

  private static ConsensusSettings settings(Scenario scenario, SignatureScheme signatures) {
    var validators = new ArrayList<Validator>();
    for (int i = 0; i < scenario.validators(); i++)
      validators.add(
          new Validator(signatures.signers().get(i).publicKey(), scenario.stakes().get(i)));
    var set = ValidatorSet.of(validators);
    Hash chainId = Hash.of(Domain.GENESIS, new Encoder().i64(scenario.seed()).toBytes());
    return new ConsensusSettings(
        chainId,
        Epoch.endless(set, chainId),
        Duration.ZERO,
        BASE_TIMEOUT,
        MAX_TIMEOUT,
        RESEND,
        signatures.verifier());
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
    return crashing && random.chance(scenario.crashPpm());
  }

  void stopCrashing() {
    crashing = false;
  }
}
