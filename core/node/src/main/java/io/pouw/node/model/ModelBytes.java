package io.pouw.node.model;

import io.pouw.ledger.CheckpointState;
import io.pouw.node.model.CheckList.Found;
import io.pouw.primitives.BlobId;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Hash;
import io.pouw.primitives.MerkleTree;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * Whether the model's bytes are those that the last checkpoint committed to; where they are not, in
 * which chunk of 16 KiB, and what of the model lies there.
 */
final class ModelBytes {
  private ModelBytes() {}

  /** The chunk hashes, once they are those of the committed state. */
  static Found<List<Hash>> chunks(Container parts, List<CheckpointState> checkpoints) {
    List<Hash> chunks =
        ModelFile.part(parts, Section.CHUNKS, in -> in.list(1 << 20, Decoder::hash));
    BlobId committed = committed(checkpoints);
    String place = parts.place(Section.CHUNKS);
    CheckFailed.unless(
        chunks.size() == committed.chunks(),
        place + ": " + chunks.size() + " hashes, the model has " + committed.chunks() + " chunks");
    Hash root = MerkleTree.root(chunks);
    CheckFailed.unless(
        root.equals(committed.root()),
        "%s: their root is %s, the last checkpoint says %s"
            .formatted(place, root, committed.root()));
    return new Found<>(chunks, chunks.size() + " of them give the root of the last checkpoint");
  }

  /**
   * The model against what was committed.
   *
   * @param chunks the right hashes, if they were found
   * @param describe what lies at an offset of the model
   */
  static Found<byte[]> model(
      Container parts,
      List<CheckpointState> checkpoints,
      Optional<List<Hash>> chunks,
      LongFunction<String> describe) {
    byte[] model = parts.content(Section.MODEL);
    BlobId committed = committed(checkpoints);
    String place = parts.place(Section.MODEL);
    CheckFailed.unless(
        model.length == committed.size(),
        place + ": " + model.length + " bytes, expected " + committed.size());
    if (!BlobId.of(model).equals(committed))
      throw new CheckFailed(
          place
              + ": "
              + chunks
                  .map(right -> firstDifference(model, right, describe))
                  .orElse("it is " + BlobId.of(model) + ", expected " + committed));
    return new Found<>(model, "SHA-256 " + Hash.sha256(model));
  }

  private static String firstDifference(
      byte[] model, List<Hash> right, LongFunction<String> describe) {
    List<Hash> found = BlobId.chunkHashes(model);
    int wrong = 0;
    int first = -1;
    for (int i = 0; i < found.size(); i++)
      if (!found.get(i).equals(right.get(i))) {
        wrong++;
        if (first < 0) first = i;
      }
    int start = first * BlobId.CHUNK_BYTES;
    int end = Math.min(model.length, start + BlobId.CHUNK_BYTES) - 1;
    return "%d of %d chunks differ; the first is chunk %d, model bytes %d to %d: %s to %s"
        .formatted(
            wrong, found.size(), first, start, end, describe.apply(start), describe.apply(end));
  }

  private static BlobId committed(List<CheckpointState> checkpoints) {
    return checkpoints.getLast().content().state();
  }
}
