package io.pouw.node.model;

import io.pouw.consensus.Certificate;
import io.pouw.ledger.BlockHeader;
import io.pouw.ledger.CheckpointState;
import io.pouw.ledger.Genesis;
import io.pouw.ledger.StateProof;
import io.pouw.ledger.TaskState;
import io.pouw.ledger.Transaction;
import io.pouw.node.epoch.EpochProof;
import io.pouw.primitives.BlobId;
import io.pouw.primitives.CodecException;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A trained model with all that a stranger needs to check where it comes from, offline: what the
 * chain began with, the task as the ledger settled it, the proof that this is in a block's state,
 * and the proof that the block is final. One file; {@link #write} and {@link #read} are inverse.
 *
 * @param genesis which says who the first validators are
 * @param epochs how each epoch up to that of the certificate handed over to the next
 * @param task proof of the task's entry under the state root of the first header
 * @param checkpoints proofs of its checkpoints' entries under the same root, from index 0
 * @param headers from the block whose state is proven up to the one that the certificate is for
 * @param certificate of the last header's block
 * @param submission the client's signed transaction, where the writer had it
 * @param codeVersion of the task type that defines the bytes
 * @param chunks the leaf hashes of the model's chunks, by which a wrong byte is located
 * @param model the state after the last round
 */
public record ModelFile(
    Genesis genesis,
    List<EpochProof> epochs,
    StateProof task,
    List<StateProof> checkpoints,
    List<BlockHeader> headers,
    Certificate certificate,
    Optional<Transaction> submission,
    String codeVersion,
    List<Hash> chunks,
    byte[] model) {
  static final int MAX_CHECKPOINTS = 1 << 20;
  static final int MAX_HEADERS = 4096;
  static final int MAX_EPOCHS = 1 << 16;
  static final int MAX_VERSION_BYTES = 256;

  public ModelFile {
    epochs = List.copyOf(epochs);
    checkpoints = List.copyOf(checkpoints);
    headers = List.copyOf(headers);
    chunks = List.copyOf(chunks);
  }

  /** A model file of these parts, with the chunk hashes of the model. */
  public static ModelFile of(
      Genesis genesis,
      List<EpochProof> epochs,
      StateProof task,
      List<StateProof> checkpoints,
      List<BlockHeader> headers,
      Certificate certificate,
      Optional<Transaction> submission,
      String codeVersion,
      byte[] model) {
    return new ModelFile(
        genesis,
        epochs,
        task,
        checkpoints,
        headers,
        certificate,
        submission,
        codeVersion,
        BlobId.chunkHashes(model),
        model);
  }

  public byte[] write() {
    var contents = new EnumMap<Section, byte[]>(Section.class);
    contents.put(Section.GENESIS, genesis.toBytes());
    contents.put(Section.TASK, task.toBytes());
    contents.put(Section.CHECKPOINTS, new Encoder().list(checkpoints).toBytes());
    contents.put(Section.EPOCHS, new Encoder().list(epochs).toBytes());
    contents.put(Section.HEADERS, new Encoder().list(headers).toBytes());
    contents.put(Section.CERTIFICATE, certificate.toBytes());
    contents.put(Section.SUBMISSION, new Encoder().option(submission, Encoder::put).toBytes());
    contents.put(Section.CODE, new Encoder().text(codeVersion).toBytes());
    contents.put(Section.CHUNKS, new Encoder().list(chunks, Encoder::hash).toBytes());
    contents.put(Section.MODEL, model);
    return Container.write(contents);
  }

  /**
   * Reads a model file whose every section is whole. What it says is not checked here; see {@link
   * ModelVerifier}.
   *
   * @throws BadInputException if it is none, cut off or damaged, with the section and the place
   */
  public static ModelFile read(byte[] file) {
    Container container = Container.read(file);
    if (!container.damaged().isEmpty())
      throw new BadInputException(
          "the model file is damaged: " + container.place(container.damaged().getFirst()));
    return of(container);
  }

  /** Reads the sections, damaged or not. */
  static ModelFile of(Container container) {
    return new ModelFile(
        part(container, Section.GENESIS, Genesis::decode),
        part(container, Section.EPOCHS, in -> in.list(MAX_EPOCHS, EpochProof::decode)),
        part(container, Section.TASK, StateProof::decode),
        part(container, Section.CHECKPOINTS, in -> in.list(MAX_CHECKPOINTS, StateProof::decode)),
        part(container, Section.HEADERS, in -> in.list(MAX_HEADERS, BlockHeader::decode)),
        part(container, Section.CERTIFICATE, Certificate::decode),
        part(container, Section.SUBMISSION, in -> in.option(Transaction::decode)),
        part(container, Section.CODE, in -> in.text(MAX_VERSION_BYTES)),
        part(container, Section.CHUNKS, in -> in.list(1 << 20, Decoder::hash)),
        container.content(Section.MODEL));
  }

  static <T> T part(Container container, Section section, Function<Decoder, T> read) {
    try {
      return Decoder.whole(container.content(section), read);
    } catch (CodecException | IllegalArgumentException e) {
      throw new BadInputException(
          container.place(section) + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * The task as the file says that the ledger has it, without its checkpoints.
   *
   * @throws BadInputException if the entry is not a task's
   */
  public TaskState taskState() {
    try {
      return LedgerEntries.task(task.value());
    } catch (CodecException e) {
      throw new BadInputException("the task entry cannot be read: " + e.getMessage(), e);
    }
  }

  /** The checkpoints as the file says that the ledger has them. */
  public List<CheckpointState> checkpointStates() {
    try {
      return checkpoints.stream().map(each -> LedgerEntries.checkpoint(each.value())).toList();
    } catch (CodecException e) {
      throw new BadInputException("a checkpoint entry cannot be read: " + e.getMessage(), e);
    }
  }

  /** The plain SHA-256 of the model's bytes, by which people compare. */
  public Hash modelSha256() {
    return Hash.sha256(model);
  }
}
