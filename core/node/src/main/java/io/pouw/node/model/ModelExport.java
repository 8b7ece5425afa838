package io.pouw.node.model;

import io.pouw.ledger.Block;
import io.pouw.ledger.BlockHeader;
import io.pouw.ledger.LedgerState;
import io.pouw.ledger.StateKey;
import io.pouw.ledger.StateProof;
import io.pouw.ledger.TaskState;
import io.pouw.ledger.TaskStatus;
import io.pouw.ledger.Transaction;
import io.pouw.node.api.ChainReader;
import io.pouw.node.epoch.EpochProof;
import io.pouw.primitives.BlobId;
import io.pouw.primitives.EpochViews;
import io.pouw.primitives.Hash;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Makes the model file of a settled task from a node's ledger and chain. Blocks on the disk. */
public final class ModelExport {
  private ModelExport() {}

  /**
   * The model file.
   *
   * @param ledger after a final block that {@code chain} has
   * @param codeVersion of the task type
   * @param model the final state's bytes
   * @throws IllegalArgumentException if the task is not settled, or these bytes are not its model
   */
  public static ModelFile of(
      LedgerState ledger, ChainReader chain, Hash task, String codeVersion, byte[] model) {
    TaskState state =
        ledger
            .task(task)
            .orElseThrow(() -> new IllegalArgumentException("the ledger has no task " + task));
    if (state.status() != TaskStatus.SETTLED)
      throw new IllegalArgumentException(
          "task " + task + " is " + state.status() + ", expected " + TaskStatus.SETTLED);
    BlobId expected = state.checkpoints().getLast().content().state();
    if (!BlobId.of(model).equals(expected))
      throw new IllegalArgumentException(
          "these bytes are " + BlobId.of(model) + ", the model of the task is " + expected);
    ChainReader.Finality finality =
        chain
            .finality(ledger.height())
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "the chain store has no certificate for height " + ledger.height()));
    return ModelFile.of(
        ledger.genesis(),
        epochs(chain, EpochViews.epochOf(finality.certificate().view())),
        proof(ledger, StateKey.task(task)),
        IntStream.range(0, state.checkpoints().size())
            .mapToObj(index -> proof(ledger, StateKey.checkpoint(task, index)))
            .toList(),
        headers(chain, ledger.height(), finality.height()),
        finality.certificate(),
        submission(chain, task),
        codeVersion,
        model);
  }

  private static StateProof proof(LedgerState ledger, StateKey key) {
    return ledger
        .proof(key)
        .orElseThrow(() -> new IllegalArgumentException("the ledger has no entry " + key));
  }

  private static List<EpochProof> epochs(ChainReader chain, long count) {
    return LongStream.range(0, count)
        .mapToObj(number ->
            chain
                .epochProof(number)
                .orElseThrow(() ->
                    new IllegalArgumentException(
                        "the chain store has no proof of how epoch " + number + " ended")))
        .toList();
  }

  private static List<BlockHeader> headers(ChainReader chain, long from, long to) {
    var headers = new ArrayList<BlockHeader>();
    for (long height = from; height <= to; height++) {
      long wanted = height;
      headers.add(
          chain
              .block(height)
              .orElseThrow(
                  () -> new IllegalArgumentException("the chain store has no block " + wanted))
              .header());
    }
    return headers;
  }

  private static Optional<Transaction> submission(ChainReader chain, Hash task) {
    Optional<ChainReader.Place> place = chain.transaction(task);
    if (place.isEmpty()) return Optional.empty();
    Optional<Block> block = chain.block(place.get().height());
    return block.map(found -> found.transactions().get(place.get().index()));
  }
}
