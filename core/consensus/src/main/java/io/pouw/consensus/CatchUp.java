package io.pouw.consensus;

import io.pouw.primitives.CodecException;
import io.pouw.primitives.Hash;
import io.pouw.primitives.PublicKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Brings stragglers forward: asks for blocks that this validator lacks, answers those who ask, and
 * hands certificates to validators that are stuck in an earlier view. Every peer is helped at most
 * once, and every block asked for at most once, between two ticks of the resend timer.
 */
final class CatchUp {
  private record Want(Certificate proof, int attempts) {}

  private final ConsensusSettings settings;
  private final int self;
  private final CandidateCodec codec;
  private final VoteBook book;
  private final BlockTree tree;
  private final Outbox out;
  private final Map<Hash, Want> wanted = new LinkedHashMap<>();
  private final Set<PublicKey> helped = new TreeSet<>();
  private boolean askedMember;
  private boolean askedStranger;

  CatchUp(
      ConsensusSettings settings,
      int self,
      CandidateCodec codec,
      VoteBook book,
      BlockTree tree,
      Outbox out) {
    this.settings = settings;
    this.self = self;
    this.codec = codec;
    this.book = book;
    this.tree = tree;
    this.out = out;
  }

  /** Asks the voters of a certificate, one after the other, for a block that they have seen. */
  void seek(Hash id, Certificate proof) {
    if (wanted.containsKey(id) || wanted.size() >= Limits.MAX_WANTED) return;
    wanted.put(id, new Want(proof, 0));
    request(id, proof, 0);
  }

  private void request(Hash id, Certificate proof, int attempts) {
    List<Integer> holders =
        proof.signatures().stream()
            .map(Certificate.IndexedSignature::validator)
            .filter(index -> index != self)
            .toList();
    if (holders.isEmpty()) return;
    int holder = holders.get(Math.floorMod(attempts + self, holders.size()));
    out.send(
        settings.validators().get(holder).key(),
        new BlockRequest(Optional.of(id), tree.root().height() + 1, Limits.BLOCK_BATCH));
  }

  /** Asks a peer that is ahead for final blocks; it may be a validator of a later epoch only. */
  void askAhead(PublicKey peer) {
    boolean stranger = settings.validators().indexOf(peer).isEmpty();
    if (stranger ? askedStranger : askedMember) return;
    if (stranger) askedStranger = true;
    else askedMember = true;
    out.send(peer, BlockRequest.from(tree.root().height() + 1));
  }

  /**
   * Shows a validator of a former epoch the block that ended the last of them. Its own epoch may be
   * an earlier one: then it sees that there is more to ask for.
   */
  void helpOutOfFormerEpoch(PublicKey peer) {
    long closing = settings.epoch().firstHeight() - 1;
    if (helped.size() >= Limits.MAX_VALIDATORS || !helped.add(peer)) return;
    out.add(new ConsensusEffect.ServeBlocks(peer, closing, 1));
  }

  /** Gives a validator in an earlier view what it needs to come to this one. */
  void help(PublicKey peer, long peerView) {
    if (settings.validators().indexOf(peer).isEmpty() || !helped.add(peer)) return;
    var certificates = new ArrayList<Certificate>();
    tree.finalization().filter(proof -> proof.view() >= peerView).ifPresent(certificates::add);
    Optional<Certificate> top = book.highestCertified();
    top.filter(proof -> proof.view() >= peerView).ifPresent(certificates::add);
    long reached = Math.max(book.floor(), top.map(Certificate::view).orElse(0L));
    certificates.addAll(
        book.nullificationsFrom(
            Math.max(peerView, reached + 1), Limits.MAX_CERTIFICATES - certificates.size()));
    if (!certificates.isEmpty()) out.send(peer, new CertificateMessage(certificates));
  }

  /** The resend timer fired: tries the next holder of every missing block. */
  void tick() {
    helped.clear();
    askedMember = false;
    askedStranger = false;
    wanted.keySet().removeIf(tree::contains);
    wanted.replaceAll((_, want) -> new Want(want.proof(), want.attempts() + 1));
    wanted.forEach((id, want) -> request(id, want.proof(), want.attempts()));
  }

  /** A block became final: what is still missing will be sought again. */
  void restart() {
    wanted.clear();
  }

  /** How many blocks are sought. */
  int wanted() {
    return wanted.size();
  }

  /** How many peers were helped since the last tick. */
  int helped() {
    return helped.size();
  }

  void answer(PublicKey from, BlockRequest request) {
    if (request.fromHeight() <= tree.root().height())
      out.add(
          new ConsensusEffect.ServeBlocks(
              from, request.fromHeight(), Math.clamp(request.max(), 1, Limits.BLOCK_BATCH)));
    request
        .id()
        .map(id -> batch(tree.trace(id).chain(), request))
        .filter(blocks -> !blocks.isEmpty())
        .ifPresent(blocks -> out.send(from, new BlocksMessage(blocks)));
  }

  /** The upper end of a chain, as far as the request and the size of a message allow. */
  private static List<byte[]> batch(List<Candidate> chain, BlockRequest request) {
    var blocks = new ArrayDeque<byte[]>();
    int max = Math.clamp(request.max(), 1, Limits.BLOCK_BATCH);
    long bytes = 0;
    for (Candidate candidate : chain.reversed()) {
      if (candidate.height() < request.fromHeight()) break;
      if (blocks.size() >= max || bytes >= Limits.BATCH_BYTES) break;
      byte[] encoded = candidate.toBytes();
      blocks.addFirst(encoded);
      bytes += encoded.length;
    }
    return List.copyOf(blocks);
  }

  /** Takes blocks whose last was asked for, and its ancestors: their hashes prove them. */
  void receive(PublicKey from, BlocksMessage message) {
    try {
      Optional<Hash> expected = Optional.empty();
      for (byte[] bytes : message.blocks().reversed()) {
        Candidate candidate = codec.decode(bytes);
        boolean fits = expected.map(candidate.id()::equals).orElse(isWanted(candidate.id()));
        if (!fits || tree.contains(candidate.id())) return;
        tree.add(candidate, BlockTree.Standing.RECEIVED);
        wanted.remove(candidate.id());
        expected = Optional.of(candidate.parent());
      }
    } catch (CodecException e) {
      out.reject(Outbox.Rejected.BLOCKS, from, "a block cannot be read: " + e.getMessage());
    }
  }

  private boolean isWanted(Hash id) {
    return wanted.containsKey(id);
  }
}
