package io.pouw.simulation;

import io.pouw.consensus.Candidate;
import io.pouw.consensus.ConsensusEffect;
import io.pouw.consensus.ConsensusInput;
import io.pouw.consensus.ConsensusMessage;
import io.pouw.consensus.ConsensusSettings;
import io.pouw.consensus.ProposalMessage;
import io.pouw.consensus.Recovered;
import io.pouw.consensus.SimplexEngine;
import io.pouw.consensus.Timer;
import io.pouw.consensus.Vote;
import io.pouw.consensus.VoteMessage;
import io.pouw.consensus.VoteSigner;
import io.pouw.primitives.PublicKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One replica of a scenario of Twins: an honest host that never crashes. */
final class TwinReplica {
  private static final long BUILDING_NANOS = 1_000_000;

  private final TwinsNetwork network;
  private final int index;
  private final PublicKey key;
  private final SimplexEngine engine;
  private final SimulatedDisk disk;
  private final Map<Timer, Long> timers = new HashMap<>();
  private long timersSet;
  private long view;
  private long height;

  TwinReplica(TwinsNetwork network, int index, ConsensusSettings settings, VoteSigner signer) {
    this.network = network;
    this.index = index;
    this.key = signer.publicKey();
    this.engine =
        new SimplexEngine(
            settings, signer, SimulatedBlock::decode, Recovered.genesis(SimulatedBlock.GENESIS));
    this.disk =
        new SimulatedDisk(
            SimulatedBlock::decode,
            SimulatedBlock.GENESIS,
            new SplitMix64(index),
            Integer.MAX_VALUE,
            Integer.MAX_VALUE);
  }

  int index() {
    return index;
  }

  PublicKey key() {
    return key;
  }

  long view() {
    return view;
  }

  long height() {
    return height;
  }

  void start() {
    input(new ConsensusInput.Started());
  }

  void receive(TwinReplica from, Packet packet) {
    packet
        .consensus()
        .ifPresent(message -> input(new ConsensusInput.MessageReceived(from.key, message)));
  }

  private void input(ConsensusInput input) {
    List<ConsensusEffect> effects = engine.on(input);
    if (!effects.isEmpty()) view = engine.status().view();
    effects.forEach(this::apply);
  }

  private void apply(ConsensusEffect effect) {
    switch (effect) {
      case ConsensusEffect.PersistVote _ -> {}
      case ConsensusEffect.Broadcast(ConsensusMessage message) -> {
        observe(message);
        network.broadcast(this, Packet.of(message));
      }
      case ConsensusEffect.Send(PublicKey to, ConsensusMessage message) ->
          network.sendTo(this, to, Packet.of(message));
      case ConsensusEffect.ServeBlocks(PublicKey to, long from, int max) ->
          disk.read(from, max).ifPresent(chain -> network.sendTo(this, to, Packet.of(chain)));
      case ConsensusEffect.BuildCandidate(long of, Candidate parent) -> build(of, parent);
      case ConsensusEffect.ValidateCandidate(Candidate block, Candidate _) ->
          network
              .time()
              .schedule(
                  BUILDING_NANOS,
                  () -> input(new ConsensusInput.CandidateValidated(block.id(), Optional.empty())));
      case ConsensusEffect.SetTimer(Timer timer, Duration delay) -> set(timer, delay);
      case ConsensusEffect.CancelTimer(Timer timer) -> timers.remove(timer);
      case ConsensusEffect.Finalized finalized -> {
        network.finalized(this, finalized);
        disk.append(finalized);
        height = finalized.chain().getLast().height();
      }
      case ConsensusEffect.EpochEnded ended -> throw new AssertionError("endless, but " + ended);
      case ConsensusEffect.Reported _ -> {}
    }
  }

  private void observe(ConsensusMessage message) {
    if (message instanceof VoteMessage(Vote vote)) network.voted(this, vote);
    if (message instanceof ProposalMessage proposal) network.voted(this, proposal.leaderVote());
  }

  /** Twins build different blocks. */
  private void build(long of, Candidate parent) {
    var block = SimulatedBlock.on(parent, of, index, true);
    network
        .time()
        .schedule(BUILDING_NANOS, () -> input(new ConsensusInput.CandidateBuilt(of, block)));
  }

  private void set(Timer timer, Duration delay) {
    long setting = ++timersSet;
    timers.put(timer, setting);
    network
        .time()
        .schedule(
            delay,
            () -> {
              if (timers.remove(timer, setting)) input(new ConsensusInput.TimerFired(timer));
            });
  }
}
