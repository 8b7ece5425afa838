package io.pouw.consensus;

import io.pouw.consensus.ConsensusEffect.BuildCandidate;
import io.pouw.consensus.ConsensusEffect.PersistVote;
import java.util.Optional;

/**
 * What the leader of a view does: has a block built on the highest notarised one, as soon as that
 * may be extended, and proposes it. An epoch's closing block is not built on but proposed again.
 */
final class Leadership {
  private final ConsensusSettings settings;
  private final int self;
  private final VoteBook book;
  private final BlockTree tree;
  private final OwnVotes own;
  private final Intake intake;
  private final Proposals proposals;
  private final Outbox out;

  Leadership(
      ConsensusSettings settings,
      int self,
      VoteBook book,
      BlockTree tree,
      OwnVotes own,
      Intake intake,
      Proposals proposals,
      Outbox out) {
    this.settings = settings;
    this.self = self;
    this.book = book;
    this.tree = tree;
    this.own = own;
    this.intake = intake;
    this.proposals = proposals;
    this.out = out;
  }

  private boolean leads(long view) {
    return settings.leaders().leaderIndex(view) == self;
  }

  /** Asks for a block of a view, once, if this validator leads it and knows what to build on. */
  void begin(long view) {
    if (!own.mayNotarize(view) || !leads(view)) return;
    ViewState state = book.at(view);
    if (state.buildRequested()) return;
    Optional<Candidate> parent = book.parentView(view).flatMap(this::blockOf);
    if (parent.isEmpty() || !proposals.isValid(parent.get())) return;
    state.requestBuild();
    if (settings.epoch().isClosedBy(parent.get())) propose(view, parent.get());
    else out.add(new BuildCandidate(view, parent.get()));
  }

  /** The block that was notarised in a view, the last final block for the floor. */
  private Optional<Candidate> blockOf(long notarizedView) {
    if (notarizedView == book.floor()) return Optional.of(tree.root());
    return book.certified(notarizedView).map(Certificate::blockId).flatMap(tree::find);
  }

  /** Takes the block that was built for a view, unless that is over. */
  void take(long view, Candidate candidate) {
    if (!own.mayNotarize(view) || !leads(view)) return;
    int size = candidate.toBytes().length;
    if (candidate.view() != view || size > Limits.MAX_CANDIDATE_BYTES) {
      out.report(
          "the block built here for view %d is of view %d and has %d bytes, expected at most %d"
              .formatted(view, candidate.view(), size, Limits.MAX_CANDIDATE_BYTES));
      return;
    }
    tree.add(candidate, BlockTree.Standing.VALID);
    propose(view, candidate);
  }

  private void propose(long view, Candidate candidate) {
    if (!proposals.isJustified(candidate, view)) {
      out.report("the block built here for view " + view + " has a parent that cannot be extended");
      return;
    }
    book.at(view).propose(candidate.id());
    VoteRecord record = own.castForBlock(view, candidate);
    out.add(new PersistVote(record));
    broadcast(candidate, record.vote());
    intake.count(record.vote());
  }

  private void broadcast(Candidate candidate, Vote vote) {
    out.broadcast(
        new ProposalMessage(
            candidate.toBytes(), vote, proposals.justification(candidate, vote.view())));
  }

  /** Sends the proposal of a view again, if there is one. */
  void repeat(long view) {
    if (!leads(view)) return;
    own.find(VoteKind.NOTARIZE, view)
        .map(VoteRecord::vote)
        .ifPresent(
            vote -> tree.find(vote.blockId()).ifPresent(candidate -> broadcast(candidate, vote)));
  }
}
