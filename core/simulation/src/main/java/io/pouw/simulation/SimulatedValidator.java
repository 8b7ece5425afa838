package io.pouw.simulation;

import io.pouw.consensus.Candidate;
import io.pouw.consensus.ConsensusEffect;
import io.pouw.consensus.ConsensusEffect.Finalized;
import io.pouw.consensus.ConsensusInput;
import io.pouw.consensus.ConsensusMessage;
import io.pouw.consensus.EngineStatus;
import io.pouw.consensus.FinalizedChain;
import io.pouw.consensus.ProposalMessage;
import io.pouw.consensus.SimplexEngine;
import io.pouw.consensus.Timer;
import io.pouw.consensus.Vote;
import io.pouw.consensus.VoteMessage;
import io.pouw.consensus.VoteRecord;
import io.pouw.primitives.Hash;
import io.pouw.primitives.PublicKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A validator: hosts a {@link SimplexEngine}, builds and judges blocks, keeps timers. */
final class SimulatedValidator extends SimulatedNode {
  private static final Duration HEARTBEAT = Duration.ofMillis(200);
  private static final Duration EXECUTION = Duration.ofMillis(3);

  /** Clocks run up to this many parts in a hundred too fast or too slow. */
  private static final int CLOCK_SKEW = 10;

  private final Conduct conduct;
  private final boolean honest;
  private final long clockPercent;
  private final Map<Timer, Long> timers = new HashMap<>();
  private final Set<Hash> executed = new HashSet<>();
  private long timersSet;
  private @Nullable SimplexEngine engine;

  SimulatedValidator(World world, int index, Conduct conduct) {
    super(world, index);
    this.conduct = conduct;
    this.honest = conduct.equals(Conduct.HONEST);
    this.clockPercent = world.random.between(100 - CLOCK_SKEW, 100 + CLOCK_SKEW);
  }

  @Override
  boolean isHonest() {
    return honest;
  }

  @Override
  void boot() {
    timers.clear();
    executed.clear();
    executed.add(disk.head().id());
    engine =
        new SimplexEngine(
            world.settings, world.signer(index), SimulatedBlock::decode, disk.recover());
    input(new ConsensusInput.Started());
  }

  Optional<EngineStatus> status() {
    return Optional.ofNullable(engine).map(SimplexEngine::status);
  }

  private void input(ConsensusInput input) {
    if (engine != null) execute(engine.on(input));
  }

  @Override
  void handle(PublicKey from, ConsensusMessage message) {
    input(new ConsensusInput.MessageReceived(from, message));
  }

  @Override
  void apply(ConsensusEffect effect) {
    switch (effect) {
      case ConsensusEffect.PersistVote(VoteRecord record) -> disk.write(record);
      case ConsensusEffect.Broadcast(ConsensusMessage message) -> broadcast(message);
      case ConsensusEffect.BuildCandidate(long view, Candidate parent) -> build(view, parent);
      case ConsensusEffect.ValidateCandidate(Candidate block, Candidate parent) ->
          validate(block, parent);
      case ConsensusEffect.SetTimer(Timer timer, Duration delay) -> set(timer, delay);
      case ConsensusEffect.CancelTimer(Timer timer) -> timers.remove(timer);
      case ConsensusEffect.Reported _ -> {}
      case ConsensusEffect.EpochEnded ended ->
          throw new AssertionError("the one epoch here has no end: " + ended);
      case ConsensusEffect.Finalized _, ConsensusEffect.Send _, ConsensusEffect.ServeBlocks _ ->
          throw new AssertionError("every node executes " + effect);
    }
  }

  private void broadcast(ConsensusMessage message) {
    if (honest) observe(message);
    conduct.broadcast(message, this);
  }

  private void observe(ConsensusMessage message) {
    Optional<Vote> vote =
        switch (message) {
          case VoteMessage(Vote sent) -> Optional.of(sent);
          case ProposalMessage proposal -> Optional.of(proposal.leaderVote());
          default -> Optional.empty();
        };
    vote.ifPresent(sent -> world.invariants.honestVoteSent(sent, disk.holds(sent)));
  }

  private void build(long view, Candidate parent) {
    requireExecuted(parent);
    var block = SimulatedBlock.on(parent, view, world.random.nextLong(), true);
    later(
        world.random.between(Duration.ZERO, HEARTBEAT),
        () -> {
          executed.add(block.id());
          input(new ConsensusInput.CandidateBuilt(view, block));
        });
  }

  private void validate(Candidate candidate, Candidate parent) {
    requireExecuted(parent);
    boolean valid = ((SimulatedBlock) candidate).valid();
    later(
        world.random.between(Duration.ZERO, EXECUTION),
        () -> {
          if (valid) executed.add(candidate.id());
          Optional<String> reason = valid ? Optional.empty() : Optional.of("it says so itself");
          input(new ConsensusInput.CandidateValidated(candidate.id(), reason));
        });
  }

  private void requireExecuted(Candidate parent) {
    world.invariants.require(
        executed.contains(parent.id()),
        "validator " + index + " is to execute a block on the unknown state of " + parent);
  }

  private void set(Timer timer, Duration delay) {
    long setting = ++timersSet;
    timers.put(timer, setting);
    later(
        delay.multipliedBy(clockPercent).dividedBy(100),
        () -> {
          if (timers.remove(timer, setting)) input(new ConsensusInput.TimerFired(timer));
        });
  }

  @Override
  void finalizedNow(Finalized finalized) {
    finalized.chain().forEach(block -> executed.add(block.id()));
    int firstFollower = world.scenario.validators();
    for (int to = firstFollower; to < world.scenario.nodes(); to++)
      send(to, FinalizedChain.of(finalized));
  }
}
