package io.pouw.consensus;

import java.util.List;
import java.util.Optional;

/**
 * What an engine keeps of what others have sent, and how much that may be. Certificates and the
 * notarised blocks that they prove are not in it: without a quorum there are no more of them.
 */
public record EngineHoldings(List<Holding> holdings) {
  /**
   * One of its queues.
   *
   * @param what is in it
   * @param kept how many
   * @param bound that it may not exceed
   */
  public record Holding(String what, long kept, long bound) {
    boolean isTooMuch() {
      return kept > bound;
    }

    @Override
    public String toString() {
      return kept + " " + what + ", at most " + bound;
    }
  }

  /** Views on both sides of the own one, and itself. */
  private static final long VIEWS = 2 * Limits.VOTE_WINDOW + 1;

  public EngineHoldings {
    holdings = List.copyOf(holdings);
  }

  static EngineHoldings of(
      ValidatorSet validators,
      VoteBook book,
      BlockTree tree,
      OwnVotes own,
      CatchUp catchUp,
      EarlyMessages early,
      Rejections rejections,
      Outbox out) {
    return new EngineHoldings(
        List.of(
            new Holding("views with votes", book.viewsWithVotes(), VIEWS + own.views()),
            new Holding(
                "blocks above the final one",
                tree.size(),
                book.certifiedViews() + VIEWS + Limits.MAX_WANTED * (long) Limits.BLOCK_BATCH),
            new Holding("blocks sought", catchUp.wanted(), Limits.MAX_WANTED),
            new Holding("peers helped", catchUp.helped(), 2L * Limits.MAX_VALIDATORS),
            new Holding("early messages", early.size(), EarlyMessages.MAX_MESSAGES),
            new Holding("bytes of early messages", early.bytes(), EarlyMessages.MAX_BYTES),
            new Holding(
                "rejections",
                rejections.size(),
                (Limits.PROPOSAL_WINDOW + 1) * (long) validators.size()),
            new Holding("equivocations", out.equivocations().size(), Limits.MAX_EQUIVOCATIONS)));
  }

  /** The first that is too much. */
  public Optional<String> excess() {
    return holdings.stream().filter(Holding::isTooMuch).map(Holding::toString).findFirst();
  }
}
