package io.pouw.node.verticle;

import io.pouw.consensus.Candidate;
import io.pouw.consensus.CertificateMessage;
import io.pouw.consensus.ConsensusEffect;
import io.pouw.consensus.ConsensusInput;
import io.pouw.consensus.ConsensusMessage;
import io.pouw.consensus.Equivocation;
import io.pouw.consensus.Timer;
import io.pouw.consensus.Vote;
import io.pouw.ledger.Block;
import io.pouw.ledger.SignedVote;
import io.pouw.ledger.TransactionBody;
import io.pouw.ledger.ValidatorBody;
import io.pouw.node.bus.BlockChecked;
import io.pouw.node.bus.BuildBlock;
import io.pouw.node.bus.Bus;
import io.pouw.node.bus.CheckBlock;
import io.pouw.node.bus.CommitBlocks;
import io.pouw.node.bus.Incoming;
import io.pouw.node.bus.Outgoing;
import io.pouw.node.bus.PeerChange;
import io.pouw.node.metrics.CpuMeter;
import io.pouw.primitives.CodecException;
import io.pouw.primitives.PublicKey;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hosts a validator's engine or a follower: turns messages, timers and the ledger's answers into
 * inputs, one at a time, and carries out the effects in order. Runs on a worker thread, since votes
 * are written to disk before they leave. A vote that cannot be written stops the node.
 */
public final class ConsensusVerticle extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(ConsensusVerticle.class);
  private static final long ANSWER_TIMEOUT_MS = 600_000;

  /** How long a follower waits for news before it asks a peer. */
  private static final long POLL_MS = 5_000;

  private final Supplier<ConsensusMachine> machines;
  private final ConsensusDisk disk;
  private final CpuMeter cpu;
  private final Consumer<String> onFatal;
  private final Map<Timer, Long> timers = new HashMap<>();
  private final Set<PublicKey> peers = new TreeSet<>();
  private final Set<PublicKey> accused = new TreeSet<>();
  private final ArrayDeque<ConsensusInput> queue = new ArrayDeque<>();
  private boolean busy;
  private boolean stopped;
  private ConsensusMachine machine;
  private long earlierViewChanges;
  private long earlierRejected;
  private long heightAtLastPoll = -1;
  private int polled;
  private boolean workWaits;
  private volatile ConsensusMachine.Status status;

  /**
   * @param machines gives the machine for the epoch that is due, now and after each epoch's end
   */
  ConsensusVerticle(
      Supplier<ConsensusMachine> machines,
      ConsensusDisk disk,
      CpuMeter cpu,
      Consumer<String> onFatal) {
    this.machines = machines;
    this.machine = machines.get();
    this.status = machine.status();
    this.disk = disk;
    this.cpu = cpu;
    this.onFatal = onFatal;
  }

  @Override
  public Future<?> start() {
    var bus = vertx.eventBus();
    bus.<Incoming>localConsumer(Bus.incoming(Bus.CONSENSUS), message -> receive(message.body()));
    bus.<PeerChange>localConsumer(Bus.PEER, message -> peer(message.body()));
    bus.<Boolean>localConsumer(Bus.WORK_WAITING, message -> work(message.body()));
    vertx.setPeriodic(POLL_MS, tick -> poll());
    enqueue(new ConsensusInput.Started());
    return Future.succeededFuture();
  }

  @Override
  public Future<?> stop() {
    stopped = true;
    timers.values().forEach(vertx::cancelTimer);
    return Future.succeededFuture();
  }

  private void peer(PeerChange change) {
    if (!change.connected()) {
      peers.remove(change.peer());
      return;
    }
    peers.add(change.peer());
    machine.connected(change.peer()).forEach(this::carryOut);
  }

  private void work(boolean waits) {
    workWaits = waits;
    enqueue(new ConsensusInput.WorkWaiting(waits));
  }

  private void poll() {
    long height = status.finalizedHeight();
    boolean quiet = height == heightAtLastPoll;
    heightAtLastPoll = height;
    if (!quiet || peers.isEmpty() || busy || stopped) return;
    polled = (polled + 1) % peers.size();
    machine.poll(List.copyOf(peers).get(polled)).forEach(this::carryOut);
  }

  /** Where consensus stands; any thread. */
  ConsensusMachine.Status status() {
    return status;
  }

  private void receive(Incoming incoming) {
    if (incoming.key().isEmpty()) return;
    try {
      ConsensusMessage message = ConsensusMessage.decode(incoming.payload());
      enqueue(new ConsensusInput.MessageReceived(incoming.key().get(), message));
    } catch (CodecException e) {
      LOG.warn("{} sent no consensus message: {}", incoming.from(), e.getMessage());
    }
  }

  /**
   * One input after the other, each with all its effects: a commit may take its time in between.
   */
  private void enqueue(ConsensusInput input) {
    queue.add(input);
    drain();
  }

  private void drain() {
    while (!busy && !stopped && !queue.isEmpty()) {
      ConsensusInput input = queue.remove();
      List<ConsensusEffect> effects = cpu.measure(CpuMeter.Use.CONSENSUS, () -> machine.on(input));
      status = machine.status().plus(earlierViewChanges, earlierRejected);
      carryOut(new ArrayDeque<>(effects));
    }
  }

  private void carryOut(ArrayDeque<ConsensusEffect> effects) {
    // What follows a vote that could not be written, the vote itself first of all, may not leave.
    while (!stopped && !effects.isEmpty()) {
      ConsensusEffect effect = effects.remove();
      if (effect instanceof ConsensusEffect.EpochEnded ended) beginEpoch(ended);
      else if (effect instanceof ConsensusEffect.Finalized finalized) {
        busy = true;
        commit(finalized)
            .onSuccess(done -> {
              busy = false;
              carryOut(effects);
              drain();
            })
            .onFailure(this::notCommitted);
        return;
      } else cpu.measure(CpuMeter.Use.CONSENSUS, () -> carryOut(effect));
    }
  }

  /** The old machine has done its work; the ledger says who goes on. */
  private void beginEpoch(ConsensusEffect.EpochEnded ended) {
    timers.values().forEach(vertx::cancelTimer);
    timers.clear();
    byte[] news = new CertificateMessage(List.of(ended.finalization())).toBytes();
    for (PublicKey peer : peers) send(peer, news);
    earlierViewChanges = status.viewChanges();
    earlierRejected = status.rejected();
    accused.clear();
    try {
      machine = machines.get();
    } catch (RuntimeException e) {
      fatal(e);
      return;
    }
    status = machine.status().plus(earlierViewChanges, earlierRejected);
    LOG.info("epoch {} has ended, {} begins", ended.epoch(), machine.epoch());
    ended.early().reversed().forEach(queue::addFirst);
    queue.addFirst(new ConsensusInput.WorkWaiting(workWaits));
    queue.addFirst(new ConsensusInput.Started());
    // One that follows may have more to catch up with; somebody just told of this epoch's end.
    peers.stream().findAny().ifPresent(peer -> machine.poll(peer).forEach(this::carryOut));
  }

  private void carryOut(ConsensusEffect effect) {
    switch (effect) {
      case ConsensusEffect.PersistVote persist -> persist(persist);
      case ConsensusEffect.Broadcast broadcast -> broadcast(broadcast.message());
      case ConsensusEffect.Send send -> send(send.to(), send.message());
      case ConsensusEffect.BuildCandidate build -> build(build);
      case ConsensusEffect.ValidateCandidate validate -> validate(validate.candidate());
      case ConsensusEffect.SetTimer set -> setTimer(set);
      case ConsensusEffect.CancelTimer cancel -> cancelTimer(cancel.timer());
      case ConsensusEffect.Finalized _, ConsensusEffect.EpochEnded _ ->
          throw new AssertionError("handled before");
      case ConsensusEffect.ServeBlocks serve -> serve(serve);
      case ConsensusEffect.Reported reported -> {
        LOG.info("consensus: {}", reported.what());
        reported.evidence().ifPresent(this::accuse);
      }
    }
  }

  /** Brings proof of a validator's misbehaviour onto the chain, unless somebody else was first. */
  private void accuse(Equivocation found) {
    PublicKey culprit = machine.epoch().validators().get(found.first().validator()).key();
    // One report convicts; the ledger's host repeats it until it is in a block.
    if (!accused.add(culprit)) return;
    TransactionBody report =
        new ValidatorBody.ReportEquivocation(
            culprit, signed(found.first()), signed(found.second()));
    vertx
        .eventBus()
        .request(Bus.SUBMIT_BODY, report, patient())
        .onFailure(e -> {
          accused.remove(culprit);
          LOG.debug("no report against {}: {}", culprit, e.getMessage());
        });
  }

  private static SignedVote signed(Vote vote) {
    return new SignedVote(vote.statement(), vote.signature());
  }

  private void persist(ConsensusEffect.PersistVote persist) {
    try {
      disk.persist(persist.vote());
    } catch (RuntimeException e) {
      fatal(e);
    }
  }

  private void notCommitted(Throwable cause) {
    boolean ledgerIsGone =
        cause instanceof ReplyException reply && reply.failureType() == ReplyFailure.NO_HANDLERS;
    // The node is being stopped, and the ledger's turn came first.
    if (ledgerIsGone) stopped = true;
    else fatal(cause);
  }

  private void fatal(Throwable cause) {
    LOG.error("this node stops, since it can no longer keep its promises: {}", cause.getMessage());
    stopped = true;
    onFatal.accept(String.valueOf(cause.getMessage()));
  }

  private void broadcast(ConsensusMessage message) {
    byte[] payload = message.toBytes();
    for (PublicKey peer : peers) if (machine.isValidator(peer)) send(peer, payload);
  }

  private void send(PublicKey to, ConsensusMessage message) {
    send(to, message.toBytes());
  }

  private void send(PublicKey to, byte[] payload) {
    vertx.eventBus().send(Bus.SEND, new Outgoing.To(to.address(), Bus.CONSENSUS, payload));
  }

  private void build(ConsensusEffect.BuildCandidate build) {
    vertx
        .eventBus()
        .<Block>request(Bus.BUILD, new BuildBlock(build.view(), build.parent().id()), patient())
        .onSuccess(answer ->
            enqueue(
                new ConsensusInput.CandidateBuilt(build.view(), BlockCandidate.of(answer.body()))))
        .onFailure(e -> LOG.debug("no block for view {}: {}", build.view(), e.getMessage()));
  }

  private void validate(Candidate candidate) {
    Block block = ((BlockCandidate) candidate).block();
    vertx
        .eventBus()
        .<BlockChecked>request(Bus.CHECK, new CheckBlock(block), patient())
        .map(answer -> answer.body().objection())
        .otherwise(e -> Optional.of("not checked: " + e.getMessage()))
        .onSuccess(
            objection -> enqueue(new ConsensusInput.CandidateValidated(candidate.id(), objection)));
  }

  private Future<Void> commit(ConsensusEffect.Finalized finalized) {
    List<Block> blocks =
        finalized.chain().stream().map(candidate -> ((BlockCandidate) candidate).block()).toList();
    byte[] certificate = finalized.finalization().toBytes();
    return vertx
        .eventBus()
        .request(Bus.COMMIT, new CommitBlocks(blocks, certificate), patient())
        .map(committed -> {
          machine
              .announcement(finalized)
              .ifPresent(chain -> {
                byte[] payload = chain.toBytes();
                for (PublicKey peer : peers) if (!machine.isValidator(peer)) send(peer, payload);
              });
          disk.forgetVotesBelow(blocks.getLast().header().view());
          return null;
        });
  }

  private void serve(ConsensusEffect.ServeBlocks serve) {
    long kept = disk.keptFrom().orElse(0);
    if (serve.fromHeight() < kept) {
      byte[] notice = new PrunedNotice(kept).toBytes();
      vertx.eventBus().send(Bus.SEND, new Outgoing.To(serve.to().address(), Bus.SYNC, notice));
      return;
    }
    disk.finalizedChain(serve.fromHeight(), serve.max())
        .ifPresent(chain -> send(serve.to(), chain));
  }

  private void setTimer(ConsensusEffect.SetTimer set) {
    cancelTimer(set.timer());
    long id =
        vertx.setTimer(
            Math.max(1, set.delay().toMillis()),
            fired -> {
              timers.remove(set.timer());
              enqueue(new ConsensusInput.TimerFired(set.timer()));
            });
    timers.put(set.timer(), id);
  }

  private void cancelTimer(Timer timer) {
    Long id = timers.remove(timer);
    if (id != null) vertx.cancelTimer(id);
  }

  private static DeliveryOptions patient() {
    return new DeliveryOptions().setSendTimeout(ANSWER_TIMEOUT_MS);
  }
}
