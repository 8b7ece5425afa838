package io.pouw.consensus.sync;

import io.pouw.consensus.Certificate;
import io.pouw.consensus.VoteKind;
import io.pouw.primitives.CodecException;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;
import io.pouw.primitives.MerkleTrie;
import io.pouw.primitives.TrieEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A chain of headers over states of a few hundred entries; a certificate holds if it names the
 * block.
 */
final class SyncChain implements SyncRules {
  static final long PART_BYTES = 400;

  private final List<byte[]> headers = new ArrayList<>();
  private final List<MerkleTrie> states = new ArrayList<>();
  private final List<Integer> salts = new ArrayList<>();

  /** With blocks from 1 to a height; chains of different salts differ from the fork on. */
  static SyncChain of(int height, int fork, int salt) {
    var chain = new SyncChain();
    Hash parent = Hash.ZERO;
    for (int at = 1; at <= height; at++) {
      int mine = at >= fork ? salt : 0;
      MerkleTrie state = MerkleTrie.EMPTY;
      for (int i = 0; i < 200; i++) state = state.plus(key(i), value(i, at, mine));
      byte[] header = new Encoder().hash(parent).i64(at).hash(state.root()).toBytes();
      chain.headers.add(header);
      chain.states.add(state);
      chain.salts.add(mine);
      parent = Hash.sha256(header);
    }
    return chain;
  }

  private static byte[] key(int i) {
    return new Encoder().u32(i).toBytes();
  }

  private static byte[] value(int i, int height, int salt) {
    return new Encoder().u32(i * salt).u32(i < 3 ? height : 0).toBytes();
  }

  byte[] header(int height) {
    return headers.get(height - 1);
  }

  Hash id(int height) {
    return Hash.sha256(header(height));
  }

  TrustedCheckpoint trusted(int height) {
    return new TrustedCheckpoint(height, id(height));
  }

  SnapshotOffer offer(int height) {
    var certificate = new Certificate(VoteKind.FINALIZE, height, id(height), List.of());
    return new SnapshotOffer(
        header(height), certificate, List.of(), states.get(height - 1).outline(PART_BYTES));
  }

  List<TrieEntry> part(int height, int index) {
    int salt = salts.get(height - 1);
    return states.get(height - 1).parts(PART_BYTES).get(index).stream()
        .map(key -> {
          int i = Decoder.whole(key, Decoder::u32);
          return new TrieEntry(key, value(i, height, salt));
        })
        .toList();
  }

  List<byte[]> headers(SyncRequest.Headers request) {
    int from = (int) request.fromHeight() - 1;
    return headers.subList(from, Math.min(from + request.count(), headers.size()));
  }

  int entries(int height) {
    return states.get(height - 1).size();
  }

  @Override
  public Link block(byte[] bytes) {
    return header(bytes);
  }

  @Override
  public Link header(byte[] bytes) {
    Hash id = Hash.sha256(bytes);
    return Decoder.whole(bytes, in -> link(id, in));
  }

  private static Link link(Hash id, Decoder in) throws CodecException {
    Hash parent = in.hash();
    return new Link(id, parent, in.u63(), in.hash());
  }

  @Override
  public Optional<String> objection(byte[] block, Certificate finality, List<byte[]> trust) {
    return finality.blockId().equals(Hash.sha256(block))
        ? Optional.empty()
        : Optional.of("signed for another block");
  }
}
