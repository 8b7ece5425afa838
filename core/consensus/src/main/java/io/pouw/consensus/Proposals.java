package io.pouw.consensus;

import io.pouw.primitives.CodecException;
import io.pouw.primitives.Hash;
import io.pouw.primitives.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes in proposals, and judges which may be voted for. */
final class Proposals {
  private final ConsensusSettings settings;
  private final CandidateCodec codec;
  private final VoteBook book;
  private final BlockTree tree;
  private final Intake intake;
  private final Rejections rejections;
  private final Outbox out;

  Proposals(
      ConsensusSettings settings,
      CandidateCodec codec,
      VoteBook book,
      BlockTree tree,
      Intake intake,
      Rejections rejections,
      Outbox out) {
    this.settings = settings;
    this.codec = codec;
    this.book = book;
    this.tree = tree;
    this.intake = intake;
    this.rejections = rejections;
    this.out = out;
  }

  /** Keeps the first proposal of the leader of a view above the floor. */
  void receive(PublicKey from, ProposalMessage message) {
    Vote vote = message.leaderVote();
    if (book.find(vote.view())
        .flatMap(ViewState::proposal)
        .filter(vote.blockId()::equals)
        .isPresent()) return;
    Candidate candidate;
    try {
      candidate = codec.decode(message.candidate());
    } catch (CodecException e) {
      out.reject(Outbox.Rejected.PROPOSAL, from, "its block cannot be read: " + e.getMessage());
      return;
    }
    Optional<String> problem = checkShape(candidate, vote);
    if (problem.isPresent()) out.reject(Outbox.Rejected.PROPOSAL, from, problem.get());
    else if (intake.receive(vote, from)) keep(vote.view(), candidate);
  }

  private Optional<String> checkShape(Candidate candidate, Vote vote) {
    int leader = settings.leaders().leaderIndex(vote.view());
    if (vote.kind() != VoteKind.NOTARIZE || vote.validator() != leader)
      return Optional.of(vote + " is not that of the view's leader " + leader);
    if (!vote.blockId().equals(candidate.id()))
      return Optional.of("its vote is for " + vote.blockId() + ", its block is " + candidate.id());
    if (!ChainCheck.mayStandIn(vote.view(), candidate, settings.epoch()))
      return Optional.of(
          "its block is of view %d and height %d, its vote is %s in %s"
              .formatted(candidate.view(), candidate.height(), vote, settings.epoch()));
    return Optional.empty();
  }

  private void keep(long view, Candidate candidate) {
    ViewState state = book.at(view);
    if (state.proposal().isPresent() && !book.certifies(view, candidate.id())) return;
    state.propose(candidate.id());
    tree.add(candidate, BlockTree.Standing.RECEIVED);
  }

  /** The proposal of a view that may be voted for now. Asks the host to validate what it has to. */
  Optional<Candidate> acceptable(long view) {
    return book.find(view)
        .flatMap(ViewState::proposal)
        .flatMap(tree::find)
        .filter(candidate -> isJustified(candidate, view) && isValid(candidate));
  }

  /**
   * Whether the block stands in this view directly on one that was notarised, or is one that was
   * notarised, with nothing but nullified views in between.
   */
  boolean isJustified(Candidate candidate, long view) {
    Optional<Candidate> parent = tree.find(candidate.parent());
    if (parent.isEmpty()) return false;
    if (!ChainCheck.links(parent.get(), candidate)) {
      refuse(candidate, "height or view do not follow its parent's");
      return false;
    }
    return foundation(candidate, view).isPresent();
  }

  /**
   * The view whose certificate a block rests on in a view: its parent's, or for a block that is
   * proposed again its own; the floor if that is the final block's. Nothing but nullified views lie
   * in between.
   */
  private Optional<Long> foundation(Candidate candidate, long view) {
    Hash below = candidate.view() == view ? candidate.parent() : candidate.id();
    for (long at = view - 1; at > book.floor(); at--) {
      if (book.certifies(at, below)) return Optional.of(at);
      if (!book.nullified(at)) return Optional.empty();
    }
    return Optional.of(book.floor()).filter(floor -> below.equals(tree.root().id()));
  }

  /**
   * Whether the host found the block and its ancestors valid; asks it for the first that it has not
   * judged.
   */
  boolean isValid(Candidate candidate) {
    BlockTree.Trace trace = tree.trace(candidate.id());
    if (!trace.rooted()) return false;
    Candidate parent = tree.root();
    for (Candidate next : trace.chain()) {
      BlockTree.Standing standing = tree.standing(next.id());
      if (standing == BlockTree.Standing.RECEIVED) {
        tree.judge(next.id(), BlockTree.Standing.VALIDATING);
        out.add(new ConsensusEffect.ValidateCandidate(next, parent));
      }
      if (standing != BlockTree.Standing.VALID) return false;
      parent = next;
    }
    return true;
  }

  /** The host's answer. */
  void judge(Hash id, Optional<String> reasonInvalid) {
    Optional<Candidate> candidate = tree.find(id);
    if (candidate.isEmpty()) return;
    if (reasonInvalid.isPresent()) refuse(candidate.get(), reasonInvalid.get());
    else tree.judge(id, BlockTree.Standing.VALID);
  }

  private void refuse(Candidate candidate, String reason) {
    if (tree.standing(candidate.id()) == BlockTree.Standing.INVALID) return;
    tree.judge(candidate.id(), BlockTree.Standing.INVALID);
    rejections.note(candidate.id(), reason);
    out.report(
        "block "
            + candidate.id()
            + " of height "
            + candidate.height()
            + ", proposed in view "
            + candidate.view()
            + " by "
            + settings.leaders().leader(candidate.view()).key()
            + ", is invalid: "
            + reason);
  }

  /** Why a block may stand in this view: for the proposal. */
  List<Certificate> justification(Candidate candidate, long view) {
    var proof = new ArrayList<Certificate>();
    long from = foundation(candidate, view).orElse(book.floor());
    if (from == book.floor()) tree.finalization().ifPresent(proof::add);
    else book.certified(from).ifPresent(proof::add);
    proof.addAll(book.newestNullifications(from, view, Limits.MAX_CERTIFICATES - proof.size()));
    return proof;
  }
}
