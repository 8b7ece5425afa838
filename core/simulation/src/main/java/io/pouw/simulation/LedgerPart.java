package io.pouw.simulation;

import io.pouw.consensus.Candidate;
import io.pouw.consensus.Epoch;
import io.pouw.consensus.Equivocation;
import io.pouw.consensus.Vote;
import io.pouw.ledger.Account;
import io.pouw.ledger.Block;
import io.pouw.ledger.Built;
import io.pouw.ledger.InvalidBlockException;
import io.pouw.ledger.LedgerState;
import io.pouw.ledger.Mempool;
import io.pouw.ledger.Parameter;
import io.pouw.ledger.SignedVote;
import io.pouw.ledger.Transaction;
import io.pouw.ledger.Transition;
import io.pouw.ledger.ValidatorBody;
import io.pouw.plugin.Signer;
import io.pouw.primitives.Hash;
import io.pouw.primitives.KeyPair;
import io.pouw.primitives.VoteStatement;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One node's ledger: the last final state, the states of blocks above it, and the mempool. */
final class LedgerPart implements Application.Part {
  private static final int MAX_UNDECIDED = 1_024;

  private record Undecided(Block block, LedgerState after) {}

  private final LedgerApplication application;
  private final KeyPair keys;
  private final Map<Hash, Undecided> undecided = new LinkedHashMap<>();
  private final Mempool.Limits limits;
  private Mempool mempool;
  private LedgerState state;

  LedgerPart(LedgerApplication application, KeyPair keys, Mempool.Limits limits) {
    this.application = application;
    this.keys = keys;
    this.limits = limits;
    this.mempool = new Mempool(limits);
    this.state = application.reference();
  }

  /** The state after the last block that is final here. */
  LedgerState state() {
    return state;
  }

  @Override
  public void restart(List<Candidate> stored) {
    undecided.clear();
    mempool = new Mempool(limits);
    state = application.stored(stored);
  }

  @Override
  public Epoch epoch() {
    return LedgerApplication.epoch(state);
  }

  @Override
  public boolean hasWork() {
    return mempool.size() > 0;
  }

  @Override
  public boolean knows(Candidate block) {
    return block.id().equals(state.head().id()) || undecided.containsKey(block.id());
  }

  private LedgerState stateAfter(Hash block) {
    if (block.equals(state.head().id())) return state;
    Undecided known = undecided.get(block);
    if (known == null)
      throw new InvalidBlockException("the parent " + block.abbreviated() + " is not known here");
    return known.after();
  }

  @Override
  public Optional<Candidate> build(Candidate parent, long view, Duration now, boolean evenEmpty) {
    LedgerState before = stateAfter(parent.id());
    Built built =
        before.build(
            view,
            LedgerApplication.EPOCH_MS + now.toMillis(),
            keys,
            mempool.candidates(Block.MAX_TRANSACTIONS));
    if (built.block().transactions().isEmpty() && !evenEmpty) return Optional.empty();
    application.execution().built(before, built.block(), built.transition());
    remember(built.block(), built.transition().after());
    return Optional.of(LedgerBlock.of(built.block()));
  }

  @Override
  public boolean hasWork(Candidate parent) {
    List<Transaction> candidates = mempool.candidates(Block.MAX_TRANSACTIONS);
    if (candidates.isEmpty()) return false;
    var included = new HashSet<Hash>();
    Undecided at = undecided.get(parent.id());
    while (at != null) {
      at.block().transactions().forEach(each -> included.add(each.id()));
      at = undecided.get(at.block().header().parent());
    }
    return candidates.stream().anyMatch(each -> !included.contains(each.id()));
  }

  @Override
  public Optional<String> validate(Candidate candidate) {
    try {
      check(((LedgerBlock) candidate).block());
      return Optional.empty();
    } catch (InvalidBlockException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private LedgerState check(Block block) {
    Undecided known = undecided.get(block.id());
    if (known != null) return known.after();
    Transition transition = application.execution().apply(parentState(block), block);
    remember(block, transition.after());
    return transition.after();
  }

  private LedgerState parentState(Block block) {
    return stateAfter(block.header().parent());
  }

  private void remember(Block block, LedgerState after) {
    undecided.put(block.id(), new Undecided(block, after));
    Invariants.require(
        undecided.size() <= MAX_UNDECIDED,
        "bounds: " + undecided.size() + " blocks wait for a decision");
  }

  @Override
  public Candidate rival(Candidate first, boolean valid, SplitMix64 random) {
    Block block = ((LedgerBlock) first).block();
    return LedgerBlock.of(
        valid
            ? Rivals.later(block, random)
            : application.knownInvalid(Rivals.invalid(block, random)));
  }

  /** On a parent whose state is unknown by now there is nothing but nonsense to show. */
  @Override
  public Candidate stray(Candidate parent, long view, SplitMix64 random) {
    if (knows(parent) && view > parent.view() && leads(stateAfter(parent.id()), view))
      return build(parent, view, Duration.ofMillis(random.between(0, 100_000)), true).orElseThrow();
    return LedgerBlock.of(application.knownInvalid(Rivals.stray(application, parent, view, keys)));
  }

  @Override
  public Optional<Transaction> accusation(Equivocation found, Epoch epoch) {
    if (found.first().validator() >= epoch.validators().size()) return Optional.empty();
    var accused = epoch.validators().get(found.first().validator()).key();
    long nonce = state.account(keys.address()).map(Account::nonce).orElse(0L);
    return Optional.of(
        Transaction.sign(
            Signer.of(keys),
            state.chainId(),
            nonce,
            state.parameters().get(Parameter.BASE_FEE),
            new ValidatorBody.ReportEquivocation(
                accused, signed(found.first()), signed(found.second()))));
  }

  private static SignedVote signed(Vote vote) {
    int kind =
        switch (vote.kind()) {
          case NOTARIZE -> VoteStatement.NOTARIZE;
          case NULLIFY -> VoteStatement.NULLIFY;
          case FINALIZE -> VoteStatement.FINALIZE;
        };
    return new SignedVote(new VoteStatement(kind, vote.view(), vote.blockId()), vote.signature());
  }

  private boolean leads(LedgerState after, long view) {
    Epoch epoch = LedgerApplication.epoch(after);
    return epoch.holds(view) && epoch.leaders().leader(view).key().equals(keys.publicKey());
  }

  @Override
  public void commit(List<Candidate> chain) {
    for (Candidate each : chain) {
      Block block = ((LedgerBlock) each).block();
      state = check(block);
      mempool.advance(state, block);
      for (Transaction every : block.transactions())
        if (mempool.contains(every.id()))
          Invariants.fail("mempool: it still holds what is final by now");
    }
    undecided.values().removeIf(each -> each.block().height() <= state.height());
  }

  @Override
  public boolean offer(Transaction transaction) {
    boolean accepted = mempool.add(transaction, state) instanceof Mempool.Admission.Accepted;
    if (mempool.size() > limits.transactions() || mempool.bytes() > limits.bytes())
      Invariants.fail("bounds: the mempool holds " + mempool.size() + " transactions");
    return accepted;
  }
}
