package io.pouw.consensus;

import io.pouw.consensus.ConsensusEffect.BuildCandidate;
import io.pouw.consensus.ConsensusEffect.CancelTimer;
import io.pouw.consensus.ConsensusEffect.Finalized;
import io.pouw.consensus.ConsensusEffect.PersistVote;
import io.pouw.consensus.ConsensusInput.CandidateBuilt;
import io.pouw.consensus.ConsensusInput.CandidateValidated;
import io.pouw.consensus.ConsensusInput.MessageReceived;
import io.pouw.consensus.ConsensusInput.Started;
import io.pouw.consensus.ConsensusInput.TimerFired;
import io.pouw.primitives.Hash;
import io.pouw.primitives.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A validator of Simplex: an input goes in, effects come out. No clock, thread, socket or file.
 *
 * <p>The host feeds inputs from one thread, {@link Started} first, and executes the effects of each
 * strictly in order before the next input. Messages may come late, twice, in any order, from
 * anyone, or not at all.
 *
 * <p>In each view the leader proposes a block on the highest notarised one. A validator votes to
 * notarise the first valid proposal; when its timer runs out it votes to nullify the view instead.
 * Either certificate ends the view. Who sees the notarization before having voted to nullify votes
 * to finalise, and a quorum of that makes the block and its ancestors final. Since nobody honest
 * both finalises and nullifies a view, no later leader can pass over a final block (Chan and Pass,
 * section 3).
 *
 * <p>After a restart the engine begins at the first view that is not final for it, with all its
 * earlier votes, so that it can help to end views in which others still are; it never contradicts
 * what it has voted there.
 */
public final class SimplexEngine {
  private static final Timer RESEND = new Timer.Resend();

  /** A peer this many views ahead is asked for final blocks. */
  private static final long FAR_AHEAD = 2;

  private final ConsensusSettings settings;
  private final CandidateCodec codec;
  private final Recovered recovered;
  private final PublicKey key;
  private final int self;
  private final Outbox out = new Outbox();
  private final VoteBook book;
  private final BlockTree tree;
  private final OwnVotes own;
  private final Intake intake;
  private final Proposals proposals;
  private final CatchUp catchUp;
  private final ChainCheck chainCheck;
  private long view;
  private long slowViews;
  private long viewChanges;
  private long viewAtLastResend;
  private boolean forkReported;

  /**
   * An engine that waits for {@link Started}.
   *
   * @throws IllegalArgumentException if the signer is none of the validators
   */
  public SimplexEngine(
      ConsensusSettings settings, VoteSigner signer, CandidateCodec codec, Recovered recovered) {
    this.settings = settings;
    this.codec = codec;
    this.recovered = recovered;
    this.key = signer.publicKey();
    this.self =
        settings
            .validators()
            .indexOf(key)
            .orElseThrow(() -> new IllegalArgumentException(key + " is no validator"));
    Candidate head = recovered.lastFinalized();
    this.book = new VoteBook(settings.validators(), head.view());
    this.tree = new BlockTree(head, recovered.itsCertificate());
    this.own = new OwnVotes(settings.chainId(), signer, self);
    this.intake = new Intake(settings, book, out);
    this.proposals = new Proposals(settings, codec, book, tree, intake, out);
    this.catchUp = new CatchUp(settings, self, codec, book, tree, out);
    this.chainCheck =
        new ChainCheck(settings.chainId(), settings.validators(), settings.verifier(), codec);
  }

  /**
   * Takes one input and says what to do about it.
   *
   * @throws IllegalStateException if the first input is not {@link Started}
   * @throws IllegalArgumentException if the recovered votes are not this validator's or contradict
   *     each other
   */
  public List<ConsensusEffect> on(ConsensusInput input) {
    if (view == 0 != input instanceof Started)
      throw new IllegalStateException("the first input, and only that, is Started: " + input);
    switch (input) {
      case Started() -> start();
      case MessageReceived(PublicKey from, ConsensusMessage message) -> receive(from, message);
      case CandidateBuilt(long of, Candidate candidate) -> propose(of, candidate);
      case CandidateValidated(Hash id, Optional<String> reason) -> proposals.judge(id, reason);
      case TimerFired(Timer.View(long of)) -> giveUp(of);
      case TimerFired(Timer.Resend()) -> resend();
    }
    advance();
    return out.drain();
  }

  public EngineStatus status() {
    return new EngineStatus(
        view,
        settings.leaders().leader(view).key(),
        tree.root().height(),
        tree.root().view(),
        tree.root().id(),
        viewChanges,
        out.rejected(),
        out.equivocations());
  }

  private void start() {
    own.restore(recovered, settings);
    for (VoteRecord record : own.all()) {
      Vote vote = record.vote();
      record
          .candidate()
          .ifPresent(bytes -> {
            tree.add(codec.decode(bytes), BlockTree.Standing.RECEIVED);
            book.at(vote.view()).propose(vote.blockId());
          });
      record.notarization().ifPresent(proof -> intake.receive(proof, key));
      intake.count(vote);
    }
    out.set(RESEND, settings.resendInterval());
    enter(book.floor() + 1, true);
  }

  private void receive(PublicKey from, ConsensusMessage message) {
    switch (message) {
      case ProposalMessage proposal -> receiveProposal(from, proposal);
      case VoteMessage(Vote vote) -> receiveVote(from, vote);
      case CertificateMessage(List<Certificate> certificates) ->
          certificates.forEach(certificate -> receiveCertificate(from, certificate));
      case BlockRequest request -> catchUp.answer(from, request);
      case BlocksMessage blocks -> catchUp.receive(from, blocks);
      case FinalizedChain chain -> receiveChain(from, chain);
    }
  }

  private void receiveProposal(PublicKey from, ProposalMessage message) {
    long of = message.leaderVote().view();
    if (of <= book.floor()) return;
    message.justification().forEach(certificate -> receiveCertificate(from, certificate));
    advance();
    if (of > view + FAR_AHEAD) catchUp.askAhead(from);
    if (isRecent(of) && of <= view + Limits.PROPOSAL_WINDOW) proposals.receive(from, message);
  }

  private void receiveVote(PublicKey from, Vote vote) {
    if (vote.validator() >= settings.validators().size()) {
      out.reject(Outbox.Rejected.VOTE, from, vote + ": there is no such validator");
      return;
    }
    helpIfStuck(from, vote);
    if (vote.view() > view + FAR_AHEAD) catchUp.askAhead(from);
    if (isRecent(vote.view()) && vote.view() <= view + Limits.VOTE_WINDOW)
      intake.receive(vote, from);
  }

  /** Whether votes and proposals of a view still count; the bound of what is kept of the past. */
  private boolean isRecent(long of) {
    return of > book.floor() && of > view - Limits.VOTE_WINDOW;
  }

  /**
   * A vote of an earlier view may only be late. A voter that nullifies a view that has ended, or is
   * two views behind, has missed something.
   */
  private void helpIfStuck(PublicKey from, Vote vote) {
    if (!settings.validators().get(vote.validator()).key().equals(from)) return;
    long voterView = vote.kind() == VoteKind.FINALIZE ? vote.view() + 1 : vote.view();
    boolean nullifiesOld = vote.kind() == VoteKind.NULLIFY && voterView < view;
    if (nullifiesOld || voterView < view - 1) catchUp.help(from, voterView);
  }

  private void receiveCertificate(PublicKey from, Certificate certificate) {
    if (certificate.view() > view + FAR_AHEAD) catchUp.askAhead(from);
    if (certificate.view() <= book.floor()) return;
    // A block's certificate brings this validator to its view; a nullification only to the next.
    if (certificate.kind() == VoteKind.NULLIFY && certificate.view() > view + Limits.VOTE_WINDOW)
      return;
    intake.receive(certificate, from);
  }

  private void receiveChain(PublicKey from, FinalizedChain chain) {
    switch (chainCheck.check(chain, tree.root())) {
      case ChainCheck.Verdict.Extends(List<Candidate> blocks) -> {
        finalizeChain(blocks, chain.finalization());
        boolean more = book.highestFinalization().isPresent();
        if (more || blocks.size() >= Limits.BLOCK_BATCH)
          out.send(from, BlockRequest.from(tree.root().height() + 1));
      }
      case ChainCheck.Verdict.Known() -> {}
      case ChainCheck.Verdict.Gap(long _) -> catchUp.askAhead(from);
      case ChainCheck.Verdict.Invalid(String why) -> out.reject(Outbox.Rejected.CHAIN, from, why);
    }
  }

  /** Draws every conclusion from what is known, until there is none. */
  private void advance() {
    boolean moved = true;
    while (moved) moved = finalizeHighest() || endView() || notarize();
    requestBuild();
    book.highestFinalization().ifPresent(this::seekMissing);
    book.highestCertified().ifPresent(this::seekMissing);
  }

  private void seekMissing(Certificate proof) {
    tree.trace(proof.blockId()).missing().ifPresent(id -> catchUp.seek(id, proof));
  }

  private boolean finalizeHighest() {
    Optional<Certificate> proof = book.highestFinalization();
    if (proof.isEmpty()) return false;
    BlockTree.Trace trace = tree.trace(proof.get().blockId());
    boolean grows = trace.rooted() && !trace.chain().isEmpty();
    if (grows) finalizeChain(trace.chain(), proof.get());
    else if (trace.missing().isEmpty() && !forkReported) {
      forkReported = true;
      out.report(
          proof.get()
              + " contradicts the final block "
              + tree.root().id()
              + ": more than a third of the stake is faulty");
    }
    return grows;
  }

  private void finalizeChain(List<Candidate> blocks, Certificate proof) {
    out.add(new Finalized(blocks, proof));
    tree.reroot(blocks.getLast(), proof);
    book.raiseFloor(proof.view());
    own.pruneUpTo(proof.view());
    catchUp.restart();
    if (proof.view() >= view) enter(proof.view() + 1, true);
  }

  /** Leaves the view for the next if a certificate allows it. */
  private boolean endView() {
    Optional<Certificate> proof = book.highestCertified().filter(top -> top.view() >= view);
    if (proof.isPresent()) {
      boolean timely = own.mayFinalize(proof.get().view());
      if (timely) finalizeVote(proof.get());
      enter(proof.get().view() + 1, timely);
      return true;
    }
    if (!book.nullified(view)) return false;
    viewChanges++;
    enter(view + 1, false);
    return true;
  }

  private void finalizeVote(Certificate proof) {
    cast(
        own.cast(
            VoteKind.FINALIZE,
            proof.view(),
            proof.blockId(),
            Optional.empty(),
            Optional.of(proof)));
  }

  private void cast(VoteRecord record) {
    out.add(new PersistVote(record));
    out.broadcast(new VoteMessage(record.vote()));
    intake.count(record.vote());
  }

  /**
   * Begins a view. A view that ran out of time doubles the patience for the next: also one whose
   * notarization came only after this validator had given it up, or timeouts shorter than the
   * network's latency would go on for ever.
   */
  private void enter(long next, boolean timely) {
    if (view > 0) out.add(new CancelTimer(new Timer.View(view)));
    slowViews = timely ? 0 : slowViews + 1;
    view = next;
    out.set(new Timer.View(next), settings.timeoutAfter(slowViews));
    book.compactBelow(next - Limits.VOTE_WINDOW).forEach(tree::remove);
  }

  private boolean notarize() {
    if (!own.mayNotarize(view)) return false;
    Optional<Candidate> proposal = proposals.acceptable(view);
    proposal.ifPresent(candidate -> cast(notarizeVote(candidate)));
    return proposal.isPresent();
  }

  private VoteRecord notarizeVote(Candidate candidate) {
    return own.cast(
        VoteKind.NOTARIZE,
        view,
        candidate.id(),
        Optional.of(candidate.toBytes()),
        Optional.empty());
  }

  private void requestBuild() {
    if (settings.leaders().leaderIndex(view) != self || !own.mayNotarize(view)) return;
    ViewState state = book.at(view);
    if (state.buildRequested()) return;
    Optional<Candidate> parent = book.parentView(view).flatMap(this::blockOf);
    if (parent.isEmpty() || !proposals.isValid(parent.get())) return;
    state.requestBuild();
    out.add(new BuildCandidate(view, parent.get()));
  }

  /** The block that was notarised in a view, the last final block for the floor. */
  private Optional<Candidate> blockOf(long notarizedView) {
    if (notarizedView == book.floor()) return Optional.of(tree.root());
    return book.certified(notarizedView).map(Certificate::blockId).flatMap(tree::find);
  }

  private void propose(long of, Candidate candidate) {
    if (of != view || settings.leaders().leaderIndex(view) != self || !own.mayNotarize(view))
      return;
    int size = candidate.toBytes().length;
    if (candidate.view() != view || size > Limits.MAX_CANDIDATE_BYTES) {
      out.report(
          "the block built here for view %d is of view %d and has %d bytes, expected at most %d"
              .formatted(view, candidate.view(), size, Limits.MAX_CANDIDATE_BYTES));
      return;
    }
    tree.add(candidate, BlockTree.Standing.VALID);
    if (!proposals.isJustified(candidate)) {
      out.report("the block built here for view " + view + " has a parent that cannot be extended");
      return;
    }
    book.at(view).propose(candidate.id());
    VoteRecord record = notarizeVote(candidate);
    out.add(new PersistVote(record));
    broadcastProposal(candidate, record.vote());
    intake.count(record.vote());
  }

  private void broadcastProposal(Candidate candidate, Vote vote) {
    tree.find(candidate.parent())
        .ifPresent(parent ->
            out.broadcast(
                new ProposalMessage(
                    candidate.toBytes(), vote, proposals.justification(parent, candidate.view()))));
  }

  /** The view's time has run out. */
  private void giveUp(long of) {
    if (of != view || !own.mayNullify(view)) return;
    cast(own.cast(VoteKind.NULLIFY, view, Hash.ZERO, Optional.empty(), Optional.empty()));
  }

  /** Repeats what may have been lost if nothing has moved since the last time. */
  private void resend() {
    out.set(RESEND, settings.resendInterval());
    catchUp.tick();
    boolean stuck = view == viewAtLastResend;
    viewAtLastResend = view;
    if (!stuck) return;
    repeatProposal();
    own.toRepeat(view).forEach(vote -> out.broadcast(new VoteMessage(vote)));
    var certificates = new ArrayList<Certificate>();
    tree.finalization().ifPresent(certificates::add);
    book.highestCertified().ifPresent(certificates::add);
    book.certificate(VoteKind.NULLIFY, view - 1).ifPresent(certificates::add);
    if (!certificates.isEmpty()) out.broadcast(new CertificateMessage(certificates));
  }

  private void repeatProposal() {
    if (settings.leaders().leaderIndex(view) != self) return;
    own.find(VoteKind.NOTARIZE, view)
        .map(VoteRecord::vote)
        .ifPresent(vote ->
            tree.find(vote.blockId()).ifPresent(candidate -> broadcastProposal(candidate, vote)));
  }
}
