package io.pouw.simulation;

import io.pouw.consensus.Candidate;
import io.pouw.consensus.ConsensusEffect;
import io.pouw.consensus.ConsensusEffect.EpochEnded;
import io.pouw.consensus.ConsensusEffect.Finalized;
import io.pouw.consensus.ConsensusInput;
import io.pouw.consensus.ConsensusMessage;
import io.pouw.consensus.EngineStatus;
import io.pouw.consensus.Epoch;
import io.pouw.consensus.Equivocation;
import io.pouw.consensus.FinalizedChain;
import io.pouw.consensus.ProposalMessage;
import io.pouw.consensus.Recovered;
import io.pouw.consensus.ReturnGuard;
import io.pouw.consensus.Timer;
import io.pouw.consensus.Vote;
import io.pouw.consensus.VoteMessage;
import io.pouw.consensus.VoteRecord;
import io.pouw.primitives.PublicKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A node: hosts the machine of consensus that the epoch asks for, executes its effects in order,
 * builds and judges blocks, keeps timers. A crash may strike between any two effects.
 */
final class SimulatedNode extends SimulatedProcess {
  private static final long EXECUTION_NANOS = 3_000_000;
  private static final long ASKING_NANOS = 2_000_000_000L;

  /** Clocks run up to this many parts in a hundred too fast or too slow. */
  private static final int CLOCK_SKEW = 10;

  /** A block that the engine wants and that waits for something to order. */
  private record Wanted(long view, Candidate parent) {}

  private final Conduct conduct;
  private final long clockPercent;
  private final Duration clockAhead;
  private final Map<Timer, Long> timers = new HashMap<>();
  private int timeoutPercent = 100;
  private int protocol;
  private long timersSet;
  private boolean workWaits;
  private long beginnings;
  private @Nullable Wanted wanted;
  private @Nullable Machine machine;
  private @Nullable ReturnGuard guard;
  private @Nullable RoleHost role;

  SimulatedNode(World world, int index, Conduct conduct) {
    super(world, index);
    this.conduct = conduct;
    this.clockPercent = world.random.between(100 - CLOCK_SKEW, 100 + CLOCK_SKEW);
    this.clockAhead = Duration.ofMillis(world.random.between(0, 4_000));
  }

  boolean isHonest() {
    return conduct instanceof Conduct.Honest;
  }

  /** Lets it play a role, from its next start on. */
  void attach(RoleHost host) {
    role = host;
  }

  /** The version that the next start runs has these timeouts and this protocol. */
  void upgrade(int percent, int newProtocol) {
    timeoutPercent = percent;
    protocol = newProtocol;
  }

  /** The version that the next start runs has this protocol. */
  void speak(int newProtocol) {
    protocol = newProtocol;
  }

  int protocol() {
    return protocol;
  }

  /** The engine's, if the node runs and validates. */
  Optional<EngineStatus> status() {
    return isRunning() ? Optional.ofNullable(machine).flatMap(Machine::status) : Optional.empty();
  }

  @Override
  void boot() {
    world.network.speaks(index, protocol);
    begin(List.of());
    askNow();
    if (role != null) role.boot();
  }

  /** Starts the machine of the epoch after the last final block. */
  private void begin(List<ConsensusInput.MessageReceived> early) {
    timers.clear();
    wanted = null;
    var settings = world.settings(part.epoch(), timeoutPercent);
    Recovered recovered = disk.recovered();
    boolean listens =
        disk.mustListen() && settings.validators().indexOf(world.key(index)).isPresent();
    guard = listens ? new ReturnGuard(settings.epoch(), world.key(index)) : null;
    Machine next =
        Machine.of(
            settings,
            world.signer(index),
            world.application.codec(),
            listens ? recovered.mute() : recovered);
    machine = next;
    long begun = ++beginnings;
    execute(next.on(new ConsensusInput.Started()));
    workWaits = false;
    later(0, this::tellWork);
    for (ConsensusInput.MessageReceived each : early)
      if (begun == beginnings) execute(next.received(each.from(), each.message()));
  }

  /** A follower that hears nothing asks somebody, now and then. */
  private void askNow() {
    int peer = world.random.below(world.scenario.nodes());
    if (machine != null && peer != index) execute(machine.ask(world.key(peer)));
    later(ASKING_NANOS, this::askNow);
  }

  @Override
  void met(int peer) {
    later(
        0,
        () -> {
          if (machine != null) execute(machine.ask(world.key(peer)));
        });
  }

  private void input(ConsensusInput input) {
    if (guard != null) guard.observe(input);
    if (machine != null) execute(machine.on(input));
    if (!input.equals(new ConsensusInput.TimerFired(new Timer.Resend()))) return;
    Optional.ofNullable(machine)
        .flatMap(Machine::holdings)
        .ifPresent(holdings -> world.invariants.holdsItsBounds(index, holdings));
    release();
  }

  /** A restored validator has heard enough, perhaps, to vote again. */
  private void release() {
    if (guard == null || status().isEmpty()) return;
    guard
        .release(status().get().view())
        .ifPresent(view -> {
          world.trace.note(() -> "node " + index + " votes again after view " + view);
          disk.promiseSilence(view);
          begin(List.of());
        });
  }

  @Override
  void take(int from, Packet packet) {
    conduct.overhear(from, packet, this);
    switch (packet.topic()) {
      case CONSENSUS -> packet.consensus().ifPresent(message -> handle(world.key(from), message));
      case TRANSACTION ->
          packet
              .transaction()
              .filter(part::offer)
              .ifPresent(_ -> {
                offered();
                tellWork();
              });
      case WORK -> {
        if (role != null) role.received(from, packet);
      }
    }
  }

  private void handle(PublicKey from, ConsensusMessage message) {
    if (guard != null) guard.observe(new ConsensusInput.MessageReceived(from, message));
    if (machine != null) execute(machine.received(from, message));
  }

  private void execute(List<ConsensusEffect> effects) {
    long executedIn = life();
    for (ConsensusEffect effect : effects) {
      if (world.strikes()) crash(DiskFault.LOST);
      if (life() != executedIn) return;
      apply(effect);
    }
  }

  private void apply(ConsensusEffect effect) {
    switch (effect) {
      case ConsensusEffect.PersistVote(VoteRecord record) -> disk.write(record);
      case ConsensusEffect.Broadcast(ConsensusMessage message) -> broadcast(message);
      case ConsensusEffect.Send(PublicKey to, ConsensusMessage message) ->
          send(world.indexOf(to), Packet.of(message));
      case ConsensusEffect.ServeBlocks(PublicKey to, long from, int max) ->
          disk.read(from, max).ifPresent(chain -> send(world.indexOf(to), Packet.of(chain)));
      case ConsensusEffect.BuildCandidate(long view, Candidate parent) -> build(view, parent);
      case ConsensusEffect.ValidateCandidate(Candidate block, Candidate parent) ->
          validate(block, parent);
      case ConsensusEffect.SetTimer(Timer timer, Duration delay) -> set(timer, delay);
      case ConsensusEffect.CancelTimer(Timer timer) -> timers.remove(timer);
      case Finalized finalized -> settle(finalized);
      case EpochEnded(long epoch, var _, List<ConsensusInput.MessageReceived> early) -> {
        world.trace.note(() -> "node " + index + " ends epoch " + epoch);
        begin(early);
      }
      case ConsensusEffect.Reported(String what, Optional<Equivocation> evidence) -> {
        world.trace.note(() -> "node " + index + " reports: " + what);
        evidence.ifPresent(this::accuse);
      }
    }
  }

  /** Evidence holds where votes are signed as in production. */
  private void accuse(Equivocation found) {
    if (world.scenario.signatures() == Scenario.Signatures.ED25519 && isHonest())
      later(0, () -> part.accusation(found, epochOf(found)).ifPresent(this::submit));
  }

  private Epoch epochOf(Equivocation found) {
    Epoch now = part.epoch();
    return machine != null && machine.epoch().holds(found.first().view()) ? machine.epoch() : now;
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
    world.invariants.honestVoteSent(index, sent, disk.holds(sent));
  }

  /** Leaders may keep back their blocks while nothing waits. */
  private void tellWork() {
    boolean waits = part.hasWork();
    if (waits == workWaits) return;
    workWaits = waits;
    input(new ConsensusInput.WorkWaiting(waits));
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
      case LEDGER, ROUNDS -> heartbeat;
    };
  }

  /** There may be something to order: not at once, for the engine is to finish its effects. */
  @Override
  void offered() {
    Wanted waiting = wanted;
    if (waiting != null && part.knows(waiting.parent()) && part.hasWork(waiting.parent()))
      later(world.scenario.pace().batching().toNanos(), () -> propose(waiting, false));
  }

  private void propose(Wanted block, boolean evenEmpty) {
    if (!block.equals(wanted) || !part.knows(block.parent())) return;
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
    if (!part.knows(parent))
      Invariants.fail(
          "host: node " + index + " is to execute a block on the unknown state of " + parent);
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

  private void settle(Finalized finalized) {
    if (isHonest()) world.invariants.finalized(index, head(), finalized);
    disk.append(finalized);
    moveTo(finalized.chain().getLast());
    part.commit(finalized.chain());
    world.trace.note(() -> "node " + index + " finalises " + head());
    announce(finalized);
    if (role != null) role.finalized();
    later(0, this::tellWork);
  }

  /** Those who do not vote in the epoch hear of it from those who do. */
  private void announce(Finalized finalized) {
    if (!(machine instanceof Machine.Voting voting)) return;
    boolean closes = voting.epoch().isClosedBy(finalized.chain().getLast());
    int others = world.scenario.nodes();
    if (!closes && voting.epoch().validators().size() == others) return;
    var packet = Packet.of(FinalizedChain.of(finalized));
    for (int to = 0; to < others; to++)
      if (to != index && (closes || voting.epoch().validators().indexOf(world.key(to)).isEmpty()))
        send(to, packet);
  }
}
