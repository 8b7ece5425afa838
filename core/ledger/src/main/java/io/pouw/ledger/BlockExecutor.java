package io.pouw.ledger;

import io.pouw.primitives.EpochViews;
import io.pouw.primitives.Hash;
import io.pouw.primitives.PublicKey;
import io.pouw.primitives.Vrf;
import java.util.function.Supplier;

/** Checks and executes a block that somebody proposed. */
final class BlockExecutor {
  private BlockExecutor() {}

  static Transition apply(LedgerState state, Block block) {
    checkPlace(state, block.header());
    checkSize(block);
    checkBeacon(state, block.header());
    var execution =
        new Execution(
            state,
            block.header().view(),
            block.header().beacon(),
            block.header().proposer().address());
    for (int i = 0; i < block.transactions().size(); i++)
      execute(execution, block.transactions().get(i), i);
    BlockOutcome outcome = BlockOutcome.of(execution);
    unless(
        outcome.mined().equals(block.header().mined()),
        () ->
            "the list of mined units is not what execution gives: %s, expected %s"
                .formatted(block.header().mined(), outcome.mined()));
    unless(
        outcome.stateRoot().equals(block.header().stateRoot()),
        () ->
            "state root %s, expected %s"
                .formatted(block.header().stateRoot(), outcome.stateRoot()));
    return outcome.seal(block.header());
  }

  private static void checkPlace(LedgerState state, BlockHeader header) {
    Head head = state.head();
    unless(
        header.chainId().equals(state.chainId()),
        () -> "chain id %s, this chain is %s".formatted(header.chainId(), state.chainId()));
    unless(
        header.height() == head.height() + 1,
        () -> "height %d, expected %d".formatted(header.height(), head.height() + 1));
    unless(
        header.parent().equals(head.id()),
        () -> "parent %s, expected %s".formatted(header.parent(), head.id()));
    unless(
        header.view() > head.view(),
        () -> "view %d, expected one above %d".formatted(header.view(), head.view()));
    unless(
        header.timestampMs() > head.timestampMs(),
        () ->
            "timestamp %d, expected one above %d"
                .formatted(header.timestampMs(), head.timestampMs()));
    EpochState epoch = state.epoch();
    unless(
        EpochViews.epochOf(header.view()) == epoch.number(),
        () ->
            "view %d of epoch %d, height %d is in epoch %d"
                .formatted(
                    header.view(),
                    EpochViews.epochOf(header.view()),
                    header.height(),
                    epoch.number()));
    PublicKey leader = epoch.leader(header.view()).key();
    unless(
        leader.equals(header.proposer()),
        () ->
            "proposer %s, the leader of view %d is %s"
                .formatted(header.proposer(), header.view(), leader));
  }

  private static void checkSize(Block block) {
    int count = block.transactions().size();
    unless(
        count <= Block.MAX_TRANSACTIONS,
        () -> "%d transactions, expected at most %d".formatted(count, Block.MAX_TRANSACTIONS));
    int size = block.toBytes().length;
    unless(
        size <= Block.MAX_BYTES,
        () -> "a block of %d bytes, expected at most %d".formatted(size, Block.MAX_BYTES));
    Hash root = Block.transactionsRoot(block.transactions());
    unless(
        root.equals(block.header().transactionsRoot()),
        () ->
            "transactions root %s, expected %s".formatted(block.header().transactionsRoot(), root));
  }

  private static void checkBeacon(LedgerState state, BlockHeader header) {
    Hash output =
        Vrf.verify(header.proposer(), Beacon.alpha(state.head()), header.beaconProof())
            .orElseThrow(() ->
                new InvalidBlockException(
                    "the beacon's proof is not that of the proposer at height " + header.height()));
    Hash expected = Beacon.next(state.head(), output);
    unless(
        header.beacon().equals(expected),
        () -> "beacon %s, expected %s".formatted(header.beacon(), expected));
  }

  private static void execute(Execution execution, Transaction transaction, int index) {
    try {
      TransactionRules.apply(execution, transaction);
    } catch (Refusal refused) {
      throw new InvalidBlockException(
          "transaction %d, %s %s: %s"
              .formatted(index, transaction.body().kindName(), transaction.id(), refused.reason()));
    }
  }

  /** The reason would cost more than the check, and hardly a block needs it. */
  private static void unless(boolean good, Supplier<String> problem) {
    if (!good) throw new InvalidBlockException(problem.get());
  }
}
