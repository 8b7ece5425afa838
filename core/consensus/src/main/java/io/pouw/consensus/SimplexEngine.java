package io.pouw.consensus;

import io.pouw.consensus.ConsensusEffect.CancelTimer;
import io.pouw.consensus.ConsensusEffect.EpochEnded;
import io.pouw.consensus.ConsensusEffect.Finalized;
import io.pouw.consensus.ConsensusEffect.PersistVote;
import io.pouw.consensus.ConsensusInput.CandidateBuilt;
import io.pouw.consensus.ConsensusInput.CandidateValidated;
import io.pouw.consensus.ConsensusInput.MessageReceived;
import io.pouw.consensus.ConsensusInput.Started;
import io.pouw.consensus.ConsensusInput.TimerFired;
import io.pouw.consensus.ConsensusInput.WorkWaiting;
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
 * <p>An engine decides one {@link Epoch}. The epoch's closing block is built once and, where that
 * is not enough, proposed again in later views until it is final. A view in which it is proposed
 * again counts as one with an empty block on it: whatever was final in an earlier view could not be
 * nullified there, so every later proposal, a repeated one too, extends it or is it. Then {@link
 * ConsensusEffect.EpochEnded} ends the engine's work.
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
  private final Pacemaker pacemaker;
  private final Rejections rejections;
  private final Proposals proposals;
  private final Leadership leadership;
  private final CatchUp catchUp;
  private final ChainCheck chainCheck;
  private final EarlyMessages early = new EarlyMessages();
  private long view;
  private long viewChanges;
  private long viewAtLastResend;
  private boolean forkReported;
  private boolean ended;

  /**
   * An engine that waits for {@link Started}.
   *
   * @throws IllegalArgumentException if the signer is none of the validators, or the last final
   *     block is not one that this epoch goes on from
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
    if (head.height() >= settings.epoch().lastHeight())
      throw new IllegalArgumentException(
          settings.epoch() + " is over: the last final block has height " + head.height());
    this.book =
        new VoteBook(
            settings.validators(), Math.max(settings.epoch().baseView(), recovered.floor()));
    this.tree = new BlockTree(head, recovered.itsCertificate());
    this.own = new OwnVotes(settings.chainId(), signer, self);
    this.intake = new Intake(settings, book, out);
    this.pacemaker = new Pacemaker(settings, out);
    this.rejections = new Rejections(settings, signer, self, out);
    this.proposals = new Proposals(settings, codec, book, tree, intake, rejections, out);
    this.leadership = new Leadership(settings, self, book, tree, own, intake, proposals, out);
    this.catchUp = new CatchUp(settings, self, codec, book, tree, out);
    this.chainCheck = new ChainCheck(settings, codec, intake::isVerified);
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
    if (ended) return List.of();
    switch (input) {
      case Started() -> start();
      case MessageReceived(PublicKey from, ConsensusMessage message) -> receive(from, message);
      case CandidateBuilt(long of, Candidate candidate) -> {
        if (of == view) leadership.take(of, candidate);
      }
      case CandidateValidated(Hash id, Optional<String> reason) -> proposals.judge(id, reason);
      case WorkWaiting(boolean waits) -> pacemaker.work(waits);
      case TimerFired(Timer.View(long of)) -> giveUp(of);
      case TimerFired(Timer.Resend()) -> resend();
    }
    advance();
    return out.drain();
  }

  public EngineStatus status() {
    return new EngineStatus(
        settings.epoch().number(),
        view,
        settings.leaders().leader(view).key(),
        tree.root().height(),
        tree.root().view(),
        tree.root().id(),
        viewChanges,
        out.rejected(),
        out.equivocations(),
        rejections.latest());
  }

  /** What it keeps and how much that may be, for whoever holds it against its bounds. */
  public EngineHoldings holdings() {
    return EngineHoldings.of(
        settings.validators(), book, tree, own, catchUp, early, rejections, out);
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
      case VoteMessage(Vote vote) -> {
        if (isOfThisEpoch(from, vote.view(), message)) receiveVote(from, vote);
      }
      case CertificateMessage(List<Certificate> certificates) -> {
        receiveCertificates(from, certificates);
        long highest = certificates.stream().mapToLong(Certificate::view).max().orElse(0);
        if (Epoch.ofView(highest) > settings.epoch().number())
          isOfThisEpoch(from, highest, message);
      }
      case BlockRequest request -> catchUp.answer(from, request);
      case BlocksMessage blocks -> catchUp.receive(from, blocks);
      case FinalizedChain chain -> receiveChain(from, chain);
      case RejectMessage(Rejection rejection) -> {
        if (isOfThisEpoch(from, rejection.view(), message))
          rejections.receive(rejection, from, view);
      }
    }
  }

  /**
   * Whether a view is one of this epoch. A sender in a former one is told how that ended; one in a
   * later one is asked, and what it sent is kept for the next machine.
   */
  private boolean isOfThisEpoch(PublicKey from, long of, ConsensusMessage message) {
    long difference = Epoch.ofView(of) - settings.epoch().number();
    if (difference < 0) catchUp.helpOutOfFormerEpoch(from);
    if (difference > 0) catchUp.askAhead(from);
    if (difference == 1) early.add(from, message);
    return difference == 0;
  }

  private void receiveProposal(PublicKey from, ProposalMessage message) {
    long of = message.leaderVote().view();
    receiveCertificates(from, message.justification());
    if (!isOfThisEpoch(from, of, message) || of <= book.floor()) return;
    advance();
    if (ended) return;
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

  private void receiveCertificates(PublicKey from, List<Certificate> certificates) {
    for (Certificate each : certificates)
      if (settings.epoch().holds(each.view())) receiveCertificate(from, each);
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
        if (!ended && (more || blocks.size() >= Limits.BLOCK_BATCH))
          out.send(from, BlockRequest.from(tree.root().height() + 1));
      }
      case ChainCheck.Verdict.Known() -> {}
      case ChainCheck.Verdict.Gap _, ChainCheck.Verdict.Later _ -> catchUp.askAhead(from);
      case ChainCheck.Verdict.Invalid(String why) -> out.reject(Outbox.Rejected.CHAIN, from, why);
    }
  }

  /** Draws every conclusion from what is known, until there is none. */
  private void advance() {
    boolean moved = true;
    while (moved && !ended) moved = finalizeHighest() || endView() || notarize() || reject();
    if (ended) return;
    leadership.begin(view);
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
    if (settings.epoch().isClosedBy(tree.root())) end(proof);
    else if (proof.view() >= view) enter(proof.view() + 1, true);
  }

  private void end(Certificate proof) {
    ended = true;
    pacemaker.stop();
    out.add(new CancelTimer(RESEND));
    out.end(new EpochEnded(settings.epoch().number(), proof, early.drain()));
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

  private void enter(long next, boolean timely) {
    view = next;
    pacemaker.enter(next, timely);
    rejections.forgetBelow(next);
    book.compactBelow(next - Limits.VOTE_WINDOW).forEach(tree::remove);
  }

  private boolean notarize() {
    if (!own.mayNotarize(view)) return false;
    Optional<Candidate> proposal = proposals.acceptable(view);
    proposal.ifPresent(candidate -> cast(own.castForBlock(view, candidate)));
    return proposal.isPresent();
  }

  /** Says why the proposal is not voted for, and waits no longer where too many do. */
  private boolean reject() {
    book.find(view).flatMap(ViewState::proposal).ifPresent(id -> rejections.speak(view, id));
    if (!rejections.outweigh(view) || !own.mayNullify(view)) return false;
    giveUp(view);
    return true;
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
    leadership.repeat(view);
    rejections.own(view).ifPresent(own -> out.broadcast(new RejectMessage(own)));
    own.toRepeat(view).forEach(vote -> out.broadcast(new VoteMessage(vote)));
    var certificates = new ArrayList<Certificate>();
    tree.finalization().ifPresent(certificates::add);
    book.highestCertified().ifPresent(certificates::add);
    book.certificate(VoteKind.NULLIFY, view - 1).ifPresent(certificates::add);
    if (!certificates.isEmpty()) out.broadcast(new CertificateMessage(certificates));
  }
}
