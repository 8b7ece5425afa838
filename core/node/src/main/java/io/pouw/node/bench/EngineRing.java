package io.pouw.node.bench;

import io.pouw.consensus.Candidate;
import io.pouw.consensus.ConsensusEffect;
import io.pouw.consensus.ConsensusInput;
import io.pouw.consensus.ConsensusMessage;
import io.pouw.consensus.ConsensusSettings;
import io.pouw.consensus.Recovered;
import io.pouw.consensus.SimplexEngine;
import io.pouw.consensus.Validator;
import io.pouw.consensus.ValidatorSet;
import io.pouw.consensus.VoteSigner;
import io.pouw.node.testnet.LoopbackNetwork;
import io.pouw.primitives.Domain;
import io.pouw.primitives.Hash;
import io.pouw.primitives.KeyPair;
import io.pouw.primitives.PublicKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The engines of all validators of a chain on one thread, with real signatures and codecs, and
 * between them a queue instead of a network: what consensus itself costs, where so many sockets and
 * stores in one JVM would measure something else. A leader builds as soon as it may; nothing is
 * lost, and no timer runs out.
 */
final class EngineRing {
  private record Delivery(int from, int to, byte[] message) {}

  private static final long STAKE = 1;

  private final List<SimplexEngine> engines = new ArrayList<>();
  private final List<PublicKey> keys;
  private final Map<PublicKey, Integer> places = new HashMap<>();
  private final ArrayDeque<Delivery> queue = new ArrayDeque<>();
  private final Map<Hash, Long> builtNanos = new HashMap<>();
  private final byte[] payload;
  private double[] millis = new double[1024];
  private int blocks;
  private long messages;

  /** Engines that have started. */
  EngineRing(int validators, int payloadBytes) {
    List<KeyPair> pairs = LoopbackNetwork.keys("validator", validators);
    var set =
        ValidatorSet.of(
            pairs.stream().map(each -> new Validator(each.publicKey(), STAKE)).toList());
    var settings =
        ConsensusSettings.standard(Hash.of(Domain.GENESIS, new byte[] {(byte) validators}), set);
    keys = pairs.stream().map(KeyPair::publicKey).toList();
    payload = new byte[payloadBytes];
    for (int i = 0; i < validators; i++) {
      places.put(keys.get(i), i);
      engines.add(
          new SimplexEngine(
              settings,
              VoteSigner.of(pairs.get(i)),
              EngineBlock::decode,
              Recovered.genesis(EngineBlock.GENESIS)));
    }
    for (int i = 0; i < validators; i++) input(i, new ConsensusInput.Started());
  }

  /** Blocks that are final at some engine so far. */
  int blocks() {
    return blocks;
  }

  /** Messages that were delivered so far. */
  long messages() {
    return messages;
  }

  /** From the building of each of these blocks until the first engine found it final. */
  double[] millis(int from, int to) {
    return Arrays.copyOfRange(millis, from, to);
  }

  /** Delivers the next message. */
  void step() {
    Delivery next = queue.remove();
    messages++;
    input(
        next.to(),
        new ConsensusInput.MessageReceived(
            keys.get(next.from()), ConsensusMessage.decode(next.message())));
  }

  private void input(int engine, ConsensusInput input) {
    for (ConsensusEffect effect : engines.get(engine).on(input)) apply(engine, effect);
  }

  private void apply(int engine, ConsensusEffect effect) {
    switch (effect) {
      case ConsensusEffect.Broadcast(ConsensusMessage message) -> {
        byte[] bytes = message.toBytes();
        for (int to = 0; to < engines.size(); to++)
          if (to != engine) queue.add(new Delivery(engine, to, bytes));
      }
      case ConsensusEffect.Send(PublicKey to, ConsensusMessage message) ->
          queue.add(new Delivery(engine, places.getOrDefault(to, engine), message.toBytes()));
      case ConsensusEffect.BuildCandidate(long view, Candidate parent) ->
          build(engine, view, parent);
      case ConsensusEffect.ValidateCandidate(Candidate block, Candidate _) ->
          input(engine, new ConsensusInput.CandidateValidated(block.id(), Optional.empty()));
      case ConsensusEffect.Finalized finalized -> finalized.chain().forEach(this::finalized);
      case ConsensusEffect.PersistVote _,
          ConsensusEffect.SetTimer _,
          ConsensusEffect.CancelTimer _,
          ConsensusEffect.ServeBlocks _,
          ConsensusEffect.EpochEnded _,
          ConsensusEffect.Reported _ -> {}
    }
  }

  private void build(int engine, long view, Candidate parent) {
    var block = EngineBlock.of(parent.id(), parent.height() + 1, view, payload);
    builtNanos.put(block.id(), System.nanoTime());
    input(engine, new ConsensusInput.CandidateBuilt(view, block));
  }

  private void finalized(Candidate block) {
    Long since = builtNanos.remove(block.id());
    if (since == null) return;
    if (blocks == millis.length) millis = Arrays.copyOf(millis, 2 * blocks);
    millis[blocks++] = (System.nanoTime() - since) / 1e6;
  }
}
