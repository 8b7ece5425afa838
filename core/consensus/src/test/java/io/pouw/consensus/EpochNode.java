package io.pouw.consensus;

import io.pouw.consensus.ConsensusEffect.Broadcast;
import io.pouw.consensus.ConsensusEffect.BuildCandidate;
import io.pouw.consensus.ConsensusEffect.CancelTimer;
import io.pouw.consensus.ConsensusEffect.EpochEnded;
import io.pouw.consensus.ConsensusEffect.Finalized;
import io.pouw.consensus.ConsensusEffect.PersistVote;
import io.pouw.consensus.ConsensusEffect.Reported;
import io.pouw.consensus.ConsensusEffect.Send;
import io.pouw.consensus.ConsensusEffect.ServeBlocks;
import io.pouw.consensus.ConsensusEffect.SetTimer;
import io.pouw.consensus.ConsensusEffect.ValidateCandidate;
import io.pouw.consensus.ConsensusInput.CandidateBuilt;
import io.pouw.consensus.ConsensusInput.CandidateValidated;
import io.pouw.consensus.ConsensusInput.MessageReceived;
import io.pouw.consensus.ConsensusInput.Started;
import io.pouw.consensus.ConsensusInput.TimerFired;
import io.pouw.primitives.PublicKey;
import io.pouw.primitives.Signature;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A node of an {@link EpochNetwork}: a validator in some epochs, a follower in the others. */
final class EpochNode {
  static final VoteVerifier VERIFIER =
      (key, message, signature) -> EpochNetwork.sign(key, message).equals(signature);

  private static final long POLL_MS = 2_000;
  private static final int MAX_LOST = 3;

  private record Segment(List<Candidate> blocks, Certificate proof) {}

  final int index;
  final PublicKey key;
  private final EpochNetwork network;
  private final List<VoteRecord> records = new ArrayList<>();
  private final List<Segment> chain = new ArrayList<>();
  private final Map<Timer, Long> timers = new HashMap<>();
  private Epoch epoch;
  private Optional<SimplexEngine> engine = Optional.empty();
  private Optional<Follower> follower = Optional.empty();
  private Optional<ReturnGuard> guard = Optional.empty();
  private boolean restored;
  private long silentUpTo;
  private int keptRecords;
  private int keptSegments;
  private long life;
  private long timersSet;
  private boolean running;

  EpochNode(EpochNetwork network, int index, PublicKey key) {
    this.network = network;
    this.index = index;
    this.key = key;
    this.epoch =
        Epoch.endless(ValidatorSet.of(List.of(new Validator(key, 1))), TestBlock.GENESIS.id());
  }

  Epoch epoch() {
    return epoch;
  }

  Candidate head() {
    return chain.isEmpty() ? TestBlock.GENESIS : chain.getLast().blocks().getLast();
  }

  void start() {
    if (running) return;
    running = true;
    begin();
    poll();
  }

  void crash() {
    running = false;
    life++;
    timers.clear();
    for (int lost = network.random.nextInt(MAX_LOST); lost > 0 && !chain.isEmpty(); lost--)
      chain.removeLast();
  }

  /** Copies the disk, as a backup does. */
  void backUp() {
    keptRecords = records.size();
    keptSegments = chain.size();
  }

  /**
   * The disk is lost, and what the backup had comes back: votes that were cast since are unknown.
   */
  void restore() {
    crash();
    while (records.size() > keptRecords) records.removeLast();
    while (chain.size() > keptSegments) chain.removeLast();
    restored = true;
  }

  /** Whether it does not vote yet in what the others decide: it does not know what it has voted. */
  boolean isReturning() {
    return restored || head().view() <= silentUpTo;
  }

  private void poll() {
    long of = life;
    network.schedule(
        POLL_MS,
        () -> {
          if (life != of) return;
          int peer = network.random.nextInt(network.nodes.size());
          follower.ifPresent(it -> execute(it.connected(network.nodes.get(peer).key)));
          poll();
        });
  }

  private Candidate closing() {
    long height = head().height() / EpochNetwork.EPOCH_BLOCKS * EpochNetwork.EPOCH_BLOCKS;
    return chain.stream()
        .flatMap(segment -> segment.blocks().stream())
        .filter(block -> block.height() == height)
        .findFirst()
        .orElse(TestBlock.GENESIS);
  }

  private void begin() {
    life++;
    timers.clear();
    epoch = network.after(closing());
    var settings =
        new ConsensusSettings(
            network.chainId,
            epoch,
            Duration.ZERO,
            Duration.ofSeconds(1),
            Duration.ofSeconds(4),
            Duration.ofMillis(300),
            VERIFIER);
    engine = Optional.empty();
    follower = Optional.empty();
    guard = Optional.empty();
    if (epoch.validators().indexOf(key).isPresent()) {
      if (restored) guard = Optional.of(new ReturnGuard(epoch, key));
      Recovered found = restored ? recovered().mute() : recovered();
      engine = Optional.of(new SimplexEngine(settings, new Signer(), TestBlock::decode, found));
      input(new Started());
    } else {
      follower = Optional.of(new Follower(settings, TestBlock::decode, head()));
    }
  }

  private final class Signer implements VoteSigner {
    @Override
    public PublicKey publicKey() {
      return key;
    }

    @Override
    public Signature sign(byte[] message) {
      return EpochNetwork.sign(key, message);
    }
  }

  private Recovered recovered() {
    Candidate head = head();
    long highest = records.stream().mapToLong(each -> each.vote().view()).max().orElse(0);
    return new Recovered(
        head,
        chain.isEmpty() ? Optional.empty() : Optional.of(chain.getLast().proof()),
        records.stream().filter(each -> each.vote().view() > head.view()).toList(),
        Math.max(highest, head.view()),
        silentUpTo);
  }

  private void input(ConsensusInput input) {
    guard.ifPresent(it -> it.observe(input));
    engine.ifPresent(it -> execute(it.on(input)));
    guard
        .map(it -> it.release(engine.orElseThrow().status().view()))
        .filter(OptionalLong::isPresent)
        .ifPresent(view -> {
          silentUpTo = view.getAsLong();
          restored = false;
          begin();
          poll();
        });
  }

  void receive(PublicKey from, ConsensusMessage message) {
    if (!running) return;
    input(new MessageReceived(from, message));
    follower.ifPresent(it -> execute(it.on(from, message)));
  }

  private void execute(List<ConsensusEffect> effects) {
    long of = life;
    for (ConsensusEffect effect : effects) if (life == of) execute(effect);
  }

  private void execute(ConsensusEffect effect) {
    switch (effect) {
      case PersistVote(VoteRecord record) -> records.add(record);
      case Broadcast(ConsensusMessage message) -> broadcast(message);
      case Send(PublicKey to, ConsensusMessage message) -> network.send(this, to, message);
      case BuildCandidate(long view, Candidate parent) -> {
        int content = network.random.nextInt();
        var block = new TestBlock(parent.id(), parent.height() + 1, view, content & 0xffff);
        later(network.random.nextLong(60), () -> input(new CandidateBuilt(view, block)));
      }
      case ValidateCandidate(Candidate block, Candidate _) ->
          later(
              network.random.nextLong(5),
              () -> input(new CandidateValidated(block.id(), Optional.empty())));
      case SetTimer(Timer timer, Duration delay) -> {
        long setting = ++timersSet;
        timers.put(timer, setting);
        later(
            delay.toMillis() * (90 + network.random.nextInt(20)) / 100,
            () -> {
              if (timers.remove(timer, setting)) input(new TimerFired(timer));
            });
      }
      case CancelTimer(Timer timer) -> timers.remove(timer);
      case Finalized finalized -> settle(finalized);
      case ServeBlocks(PublicKey to, long from, int max) -> serve(to, from, max);
      case EpochEnded ended -> end(ended);
      case Reported(String what, Optional<Equivocation> _) -> {
        if (what.contains("faulty")) throw new AssertionError(this + ": " + what);
      }
    }
  }

  private void later(long delayMs, Runnable step) {
    long of = life;
    network.schedule(
        delayMs,
        () -> {
          if (life == of) step.run();
        });
  }

  private void broadcast(ConsensusMessage message) {
    if (message instanceof VoteMessage(Vote vote)) checkVote(vote);
    if (message instanceof ProposalMessage proposal) checkVote(proposal.leaderVote());
    for (Validator each : epoch.validators().validators())
      if (!each.key().equals(key)) network.send(this, each.key(), message);
  }

  private void checkVote(Vote vote) {
    if (records.stream().noneMatch(record -> record.vote().equals(vote)))
      throw new AssertionError(vote + " left before it was written");
    network.checkVote(this, vote);
  }

  private void settle(Finalized finalized) {
    network.checkFinal(this, finalized, head());
    chain.add(new Segment(finalized.chain(), finalized.finalization()));
    if (engine.isEmpty()) return;
    for (EpochNode each : network.nodes)
      if (epoch.validators().indexOf(each.key).isEmpty())
        network.send(this, each.key, FinalizedChain.of(finalized));
  }

  private void serve(PublicKey to, long from, int max) {
    var blocks = new ArrayList<byte[]>();
    Optional<Certificate> proof = Optional.empty();
    for (Segment segment : chain) {
      if (segment.blocks().getLast().height() < from) continue;
      Certificate its = segment.proof();
      boolean otherEpoch =
          proof.filter(one -> Epoch.ofView(one.view()) != Epoch.ofView(its.view())).isPresent();
      if (otherEpoch || blocks.size() >= max) break;
      for (Candidate block : segment.blocks())
        if (block.height() >= from) blocks.add(block.toBytes());
      proof = Optional.of(its);
    }
    proof.ifPresent(certificate -> network.send(this, to, new FinalizedChain(blocks, certificate)));
  }

  private void end(EpochEnded ended) {
    network.checkEnd(this, ended);
    for (EpochNode each : network.nodes)
      if (each != this)
        network.send(this, each.key, new CertificateMessage(List.of(ended.finalization())));
    begin();
    poll();
    for (MessageReceived early : ended.early()) receive(early.from(), early.message());
  }

  int recordCount() {
    return records.size();
  }

  @Override
  public String toString() {
    return "node " + index + " in " + epoch;
  }
}
