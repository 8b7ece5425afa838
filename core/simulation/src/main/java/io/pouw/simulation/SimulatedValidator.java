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
import io.pouw.primitives.PublicKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A validator: hosts a {@link SimplexEngine}, builds and judges blocks, keeps timers. */
final class SimulatedValidator extends SimulatedNode {
  private static final long EXECUTION_NANOS = 3_000_000;

  /** Clocks run up to this many parts in a hundred too fast or too slow. */
  private static final int CLOCK_SKEW = 10;

  /** A block that the engine wants and that waits for something to order. */
  private record Wanted(long view, Candidate parent) {}

  private final Conduct conduct;
  private final long clockPercent;
  private final Duration clockAhead;
  private final Map<Timer, Long> timers = new HashMap<>();
  private int timeoutPercent = 100;
  private long timersSet;
  private @Nullable Wanted wanted;
  private @Nullable SimplexEngine engine;

  SimulatedValidator(World world, int index, Conduct conduct) {
    super(world, index);
    this.conduct = conduct;
    this.clockPercent = world.random.between(100 - CLOCK_SKEW, 100 + CLOCK_SKEW);
    this.clockAhead = Duration.ofMillis(world.random.between(0, 4_000));
  }

  @Override
  boolean isHonest() {
    return conduct instanceof Conduct.Honest;
  }

  /** The version that the next start runs has these timeouts. */
  void upgrade(int percent) {
    timeoutPercent = percent;
  }

  @Override
  void boot() {
    timers.clear();
    wanted = null;
    engine =
        new SimplexEngine(
            world.settings(timeoutPercent),
            world.signer(index),
            world.application.codec(),
            disk.recovered());
    input(new ConsensusInput.Started());
  }

  /** The engine's, if the node runs. */
  Optional<EngineStatus> status() {
    return isRunning() ? Optional.ofNullable(engine).map(SimplexEngine::status) : Optional.empty();
  }

  private void input(ConsensusInput input) {
    if (engine != null) execute(engine.on(input));
  }

  @Override
  void take(int from, Packet packet) {
    conduct.overhear(from, packet, this);
    super.take(from, packet);
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
      case ConsensusEffect.Reported(String what, var _) ->
          world.trace.note(() -> "node " + index + " reports: " + what);
      case ConsensusEffect.Finalized _, ConsensusEffect.Send _, ConsensusEffect.ServeBlocks _ ->
          throw new AssertionError("every node executes " + effect);
    }
  }

  private void broadcast(ConsensusMessage message) {
    if (isHonest()) observe(message);
    conduct.broadcast(message, this);
  }

  private void observe(ConsensusMessage message) {
    switch (message) {
      case VoteMessage(Vote sent) -> observe(sent);
      case ProposalMessage proposal -> observe(proposal.leaderVote());
      default -> {}
    }
  }

  private void observe(Vote sent) {
    world.trace.note(() -> "node " + index + " votes " + sent);
    world.invariants.honestVoteSent(sent, disk.holds(sent));
  }

  private void build(long view, Candidate parent) {
    requireExecuted(parent);
    var next = new Wanted(view, parent);
    wanted = next;
    later(patience(), () -> propose(next, true));
    offered();
  }

  /** Without a ledger, blocks come at random within the heartbeat: more orders of events. */
  private long patience() {
    long heartbeat = world.scenario.pace().heartbeat().toNanos();
    return switch (world.scenario.workload()) {
      case NOTHING -> world.random.between(0, heartbeat);
      case LEDGER -> heartbeat;
    };
  }

  /** There may be something to order: not at once, for the engine is to finish its effects. */
  @Override
  void offered() {
    Wanted waiting = wanted;
    if (waiting != null && part.knows(waiting.parent()) && part.hasWork(waiting.parent()))
      later(
          world.scenario.pace().batching().toNanos(), () -> propose(waiting, false));
  }

  private void propose(Wanted block, boolean evenEmpty) {
    if (!block.equals(wanted)) return;
    if (!part.knows(block.parent())) return;
    Duration clock = world.time.now().plus(clockAhead);
    Optional<Candidate> built = part.build(block.parent(), block.view(), clock, evenEmpty);
    if (built.isEmpty()) return;
    wanted = null;
    world.meter.proposed(built.get().id());
    input(new ConsensusInput.CandidateBuilt(block.view(), built.get()));
  }

  private void validate(Candidate candidate, Candidate parent) {
    requireExecuted(parent);
    later(
        world.random.between(0, EXECUTION_NANOS),
        () -> {
          // The chain may have moved on meanwhile, past this block or without it.
          if (!part.knows(parent)) return;
          Optional<String> reason = part.validate(candidate);
          input(new ConsensusInput.CandidateValidated(candidate.id(), reason));
        });
  }

  private void requireExecuted(Candidate parent) {
    Invariants.require(
        part.knows(parent),
        "validator " + index + " is to execute a block on the unknown state of " + parent);
  }

  private void set(Timer timer, Duration delay) {
    long setting = ++timersSet;
    timers.put(timer, setting);
    later(
        delay.toNanos() / 100 * clockPercent,
        () -> {
          if (timers.remove(timer, setting)) input(new ConsensusInput.TimerFired(timer));
        });
  }

  @Override
  void finalizedNow(Finalized finalized) {
    int firstFollower = world.scenario.validators();
    if (firstFollower == world.scenario.nodes()) return;
    var packet = Packet.of(FinalizedChain.of(finalized));
    for (int to = firstFollower; to < world.scenario.nodes(); to++) send(to, packet);
  }
}
