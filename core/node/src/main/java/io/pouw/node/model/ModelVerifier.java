package io.pouw.node.model;

import io.pouw.ledger.BlockHeader;
import io.pouw.ledger.CheckpointState;
import io.pouw.ledger.EpochState;
import io.pouw.ledger.Genesis;
import io.pouw.ledger.TaskState;
import io.pouw.node.model.CheckList.Found;
import io.pouw.plugin.TaskType;
import io.pouw.primitives.Hash;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Checks a model file offline: that it is whole, that its genesis, headers and certificate prove a
 * final state, that this state holds the task as settled with every checkpoint accepted, and that
 * the model's bytes are the ones that the last checkpoint committed to. Whoever trusts more than
 * two thirds of the stake of that genesis and of each epoch after it that the file hands over, and
 * the hash function, trusts the model's provenance.
 */
public final class ModelVerifier {
  private static final List<String> AFTER_CONTAINER =
      List.of(
          "genesis",
          "epochs",
          "headers",
          "certificate",
          "task entry",
          "checkpoint entries",
          "settled",
          "checkpoints",
          "submission",
          "code version",
          "chunk hashes",
          "model",
          "scores");

  private final Function<String, Optional<TaskType>> types;
  private final Optional<Hash> expectedGenesis;
  private final CheckList list = new CheckList();

  private ModelVerifier(
      Function<String, Optional<TaskType>> types, Optional<Hash> expectedGenesis) {
    this.types = types;
    this.expectedGenesis = expectedGenesis;
  }

  /**
   * Checks a file. Never throws for a bad one.
   *
   * @param types by which a wrong byte of the model is named; may know none
   * @param expectedGenesis the chain's id, where the reader knows it from elsewhere
   */
  public static VerificationReport verify(
      byte[] file, Function<String, Optional<TaskType>> types, Optional<Hash> expectedGenesis) {
    var verifier = new ModelVerifier(types, expectedGenesis);
    verifier.run(file);
    return verifier.list.report();
  }

  private void run(byte[] file) {
    try {
      Container container = Container.read(file);
      list.check("container", () -> intact(container, file.length));
      run(container);
    } catch (BadInputException e) {
      list.check(
          "container",
          () -> {
            throw e;
          });
      for (String name : AFTER_CONTAINER) list.notChecked(name, "the file cannot be taken apart");
    }
  }

  private static String intact(Container container, int bytes) {
    List<String> damaged = container.damaged().stream().map(container::place).toList();
    CheckFailed.unless(damaged.isEmpty(), "damaged: " + String.join("; ", damaged));
    return bytes + " bytes, every section has its SHA-256";
  }

  private void run(Container parts) {
    Optional<Genesis> genesis = list.find("genesis", () -> genesis(parts));
    Optional<EpochState> epoch = after(genesis, "epochs", it -> ChainProof.epoch(parts, it));
    Optional<List<BlockHeader>> headers =
        after(epoch, "headers", it -> ChainProof.headers(parts, genesis.orElseThrow()));
    after(
        headers,
        "certificate",
        it -> ChainProof.certificate(parts, epoch.orElseThrow(), it.getLast()));
    Optional<TaskState> task =
        after(headers, "task entry", it -> LedgerProof.task(parts, it.getFirst()));
    Optional<List<CheckpointState>> checkpoints =
        after(
            task,
            "checkpoint entries",
            it -> LedgerProof.checkpoints(parts, headers.orElseThrow().getFirst(), it));
    after(task, "settled", TaskChecks::settled);
    after(
        checkpoints,
        "checkpoints",
        it -> TaskChecks.checkpoints(genesis.orElseThrow(), task.orElseThrow(), it));
    after(task, "submission", it -> TaskChecks.submission(parts, it));
    after(task, "code version", it -> TaskChecks.codeVersion(parts, it, types));
    Optional<List<Hash>> chunks =
        after(checkpoints, "chunk hashes", it -> ModelBytes.chunks(parts, it));
    after(
        checkpoints,
        "model",
        it -> ModelBytes.model(parts, it, chunks, place -> describe(task.orElseThrow(), place)));
    after(task, "scores", it -> TaskChecks.scores(it, types));
  }

  private Found<Genesis> genesis(Container parts) {
    Genesis genesis = ModelFile.part(parts, Section.GENESIS, Genesis::decode);
    Hash chain = genesis.chainId();
    expectedGenesis.ifPresent(expected ->
        CheckFailed.unless(
            expected.equals(chain),
            parts.place(Section.GENESIS) + ": chain id " + chain + ", expected " + expected));
    return new Found<>(genesis, "network '" + genesis.network() + "', chain id " + chain);
  }

  private String describe(TaskState task, long offset) {
    return types
        .apply(task.body().taskType())
        .map(type -> type.describe(task.body().spec(), offset))
        .orElse("byte " + offset + " of the model");
  }

  private <A, B> Optional<B> after(Optional<A> needed, String name, Function<A, Found<B>> check) {
    if (needed.isPresent()) return list.find(name, () -> check.apply(needed.get()));
    list.notChecked(name, "an earlier check failed");
    return Optional.empty();
  }
}
