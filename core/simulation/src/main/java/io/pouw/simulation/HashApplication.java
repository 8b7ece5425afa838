package io.pouw.simulation;

import io.pouw.consensus.Candidate;
import io.pouw.consensus.CandidateCodec;
import io.pouw.consensus.Epoch;
import io.pouw.consensus.Equivocation;
import io.pouw.ledger.Transaction;
import io.pouw.primitives.Hash;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Orders blocks without content: for what concerns consensus alone. */
final class HashApplication implements Application {
  private final SplitMix64 random;

  private final EpochPlan epochs;
  private Epoch last;

  HashApplication(SplitMix64 random, EpochPlan epochs) {
    this.random = random;
    this.epochs = epochs;
    this.last = epochs.after(0);
  }

  @Override
  public Epoch epochAfter(Candidate finalized) {
    long height = finalized.height();
    if (height + 1 < last.firstHeight() || height >= last.lastHeight()) last = epochs.after(height);
    return last;
  }

  @Override
  public Candidate genesis() {
    return SimulatedBlock.GENESIS;
  }

  @Override
  public CandidateCodec codec() {
    return SimulatedBlock::decode;
  }

  @Override
  public Part open(int node) {
    return new Executed();
  }

  @Override
  public void finalizedFirst(Candidate block) {
    if (!((SimulatedBlock) block).valid())
      throw new InvariantViolation("validity: the invalid " + block + " was finalised");
  }

  private final class Executed implements Part {
    private Candidate head = SimulatedBlock.GENESIS;
    private final Map<Hash, Long> known = new HashMap<>(Map.of(SimulatedBlock.GENESIS.id(), 0L));

    @Override
    public void restart(List<Candidate> stored) {
      head = stored.isEmpty() ? SimulatedBlock.GENESIS : stored.getLast();
      known.clear();
      known.put(head.id(), head.height());
    }

    @Override
    public Epoch epoch() {
      return epochAfter(head);
    }

    @Override
    public boolean hasWork() {
      return false;
    }

    @Override
    public boolean knows(Candidate block) {
      return known.containsKey(block.id());
    }

    @Override
    public Optional<Candidate> build(Candidate parent, long view, Duration now, boolean evenEmpty) {
      var block = SimulatedBlock.on(parent, view, random.nextLong(), true);
      known.put(block.id(), block.height());
      return Optional.of(block);
    }

    @Override
    public boolean hasWork(Candidate parent) {
      return false;
    }

    @Override
    public Optional<String> validate(Candidate block) {
      if (!((SimulatedBlock) block).valid()) return Optional.of("it says so itself");
      known.put(block.id(), block.height());
      return Optional.empty();
    }

    @Override
    public Candidate rival(Candidate first, boolean valid, SplitMix64 chance) {
      return new SimulatedBlock(
          first.parent(), first.height(), first.view(), chance.nextLong(), valid);
    }

    @Override
    public Candidate stray(Candidate parent, long view, SplitMix64 chance) {
      return SimulatedBlock.on(parent, view, chance.nextLong(), true);
    }

    @Override
    public Optional<Transaction> accusation(Equivocation found, Epoch epoch) {
      return Optional.empty();
    }

    @Override
    public void commit(List<Candidate> chain) {
      head = chain.getLast();
      long reached = head.height();
      known.values().removeIf(height -> height <= reached);
      known.put(head.id(), head.height());
    }

    @Override
    public boolean offer(Transaction transaction) {
      return false;
    }
  }
}
