package io.pouw.ledger;

import io.pouw.primitives.EpochViews;
import io.pouw.primitives.Hash;
import io.pouw.primitives.KeyPair;
import io.pouw.primitives.PublicKey;
import io.pouw.primitives.Vrf;
import io.pouw.primitives.VrfProof;
import java.util.ArrayList;
import java.util.List;

/** Builds the next block of what applies. */
final class BlockBuilder {
  /** Left for the header, whose list of mined units may be long. */
  private static final int HEADER_BYTES = 512 * 1024;

  private BlockBuilder() {}

  static Built build(
      LedgerState state,
      long view,
      long timestampMs,
      KeyPair proposer,
      List<Transaction> candidates) {
    Head head = state.head();
    if (view <= head.view())
      throw new IllegalArgumentException("view " + view + ", expected one above " + head.view());
    EpochState epoch = state.epoch();
    if (EpochViews.epochOf(view) != epoch.number())
      throw new IllegalArgumentException(
          "view %d of epoch %d, the next block is of epoch %d"
              .formatted(view, EpochViews.epochOf(view), epoch.number()));
    PublicKey leader = epoch.leader(view).key();
    if (!leader.equals(proposer.publicKey()))
      throw new IllegalArgumentException(
          "%s proposes in view %d, whose leader is %s"
              .formatted(proposer.publicKey(), view, leader));
    VrfProof proof = Vrf.prove(proposer, Beacon.alpha(head));
    Hash beacon = Beacon.next(head, proof.output());
    var execution = new Execution(state, view, beacon, proposer.address());
    var rejected = new ArrayList<Rejected>();
    List<Transaction> taken = take(execution, candidates, rejected);
    BlockOutcome outcome = BlockOutcome.of(execution);
    var header =
        new BlockHeader(
            state.chainId(),
            head.height() + 1,
            view,
            head.id(),
            Math.max(timestampMs, head.timestampMs() + 1),
            proposer.publicKey(),
            proof,
            beacon,
            Block.transactionsRoot(taken),
            outcome.stateRoot(),
            outcome.mined());
    return new Built(new Block(header, taken), outcome.seal(header), rejected);
  }

  private static List<Transaction> take(
      Execution execution, List<Transaction> candidates, List<Rejected> rejected) {
    var taken = new ArrayList<Transaction>();
    int room = Block.MAX_BYTES - HEADER_BYTES;
    for (Transaction each : candidates) {
      int size = each.bytes();
      if (size > room || taken.size() == Block.MAX_TRANSACTIONS) {
        rejected.add(new Rejected(each, "the block is full", size <= Transaction.MAX_BYTES));
        continue;
      }
      try {
        TransactionRules.apply(execution, each);
        taken.add(each);
        room -= size;
      } catch (Refusal refused) {
        rejected.add(new Rejected(each, refused.reason(), refused.ahead()));
      }
    }
    return taken;
  }
}
