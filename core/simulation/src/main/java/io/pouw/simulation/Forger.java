package io.pouw.simulation;

import io.pouw.consensus.BlockRequest;
import io.pouw.consensus.Candidate;
import io.pouw.consensus.Certificate;
import io.pouw.consensus.Certificate.IndexedSignature;
import io.pouw.consensus.CertificateMessage;
import io.pouw.consensus.ConsensusMessage;
import io.pouw.consensus.FinalizedChain;
import io.pouw.consensus.ProposalMessage;
import io.pouw.consensus.Vote;
import io.pouw.consensus.VoteKind;
import io.pouw.consensus.VoteMessage;
import io.pouw.primitives.Hash;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says what it should, and beside it what it has no right to: votes in the name of others,
 * certificates without the votes, chains that nobody has finalised, proposals out of turn.
 */
final class Forger implements Conduct {
  private static final int SOME_PPM = 600_000;
  private static final List<VoteKind> KINDS = List.of(VoteKind.values());

  private Optional<Certificate> genuine = Optional.empty();

  @Override
  public void overhear(int from, Packet packet, SimulatedNode self) {
    if (packet.topic() != Packet.Topic.CONSENSUS) return;
    switch (packet.consensus().orElse(null)) {
      case CertificateMessage(List<Certificate> certificates) when !certificates.isEmpty() ->
          genuine = Optional.of(certificates.getFirst());
      case ProposalMessage proposal when !proposal.justification().isEmpty() ->
          genuine = Optional.of(proposal.justification().getFirst());
      case BlockRequest request -> mislead(from, request, self);
      case null, default -> {}
    }
  }

  /** Gives somebody who is behind a chain that ends as it should and begins with an invention. */
  private static void mislead(int asker, BlockRequest request, SimulatedNode self) {
    self.disk
        .read(request.fromHeight(), request.max())
        .filter(chain -> chain.blocks().size() > 1)
        .ifPresent(chain -> {
          var blocks = new ArrayList<>(chain.blocks());
          Candidate first = self.world.application.codec().decode(blocks.getFirst());
          Candidate invented = self.part.rival(first, true, self.world.random);
          blocks.set(0, invented.toBytes());
          self.send(asker, Packet.of(new FinalizedChain(blocks, chain.finalization())));
        });
  }

  @Override
  public void broadcast(ConsensusMessage message, SimulatedNode sender) {
    Conduct.toAll(Packet.of(message), sender);
    Vote own =
        switch (message) {
          case VoteMessage(Vote vote) -> vote;
          case ProposalMessage proposal -> proposal.leaderVote();
          default -> Forgery.sign(VoteKind.NOTARIZE, 1, sender.head().id(), sender);
        };
    forge(own, sender).ifPresent(forged -> Conduct.toSome(Packet.of(forged), sender, SOME_PPM));
  }

  private Optional<ConsensusMessage> forge(Vote own, SimulatedNode sender) {
    SplitMix64 random = sender.world.random;
    return switch (random.below(6)) {
      case 0 -> Optional.of(new VoteMessage(inTheNameOfAnother(own, random, sender)));
      case 1 -> Optional.of(certificates(alone(own)));
      case 2 -> Optional.of(certificates(byAll(other(own, random, sender), sender)));
      case 3 -> genuine.map(real -> certificates(turned(real, random, sender)));
      case 4 -> Optional.of(chain(own, random, sender));
      default -> Optional.of(outOfTurn(own, random, sender));
    };
  }

  private static CertificateMessage certificates(Certificate forged) {
    return new CertificateMessage(List.of(forged));
  }

  private static int members(SimulatedNode sender) {
    return sender.part.epoch().validators().size();
  }

  private static Vote inTheNameOfAnother(Vote own, SplitMix64 random, SimulatedNode sender) {
    return new Vote(
        own.kind(), own.view(), own.blockId(), random.below(members(sender)), own.signature());
  }

  /** A vote of this validator for something else, well signed. */
  private static Vote other(Vote own, SplitMix64 random, SimulatedNode sender) {
    VoteKind kind = KINDS.get(random.below(KINDS.size()));
    Hash block =
        kind == VoteKind.NULLIFY
            ? Hash.ZERO
            : random.below(2) == 0 ? Hash.sha256(own.blockId().toBytes()) : own.blockId();
    return Forgery.sign(kind, own.view() + random.below(2), block, sender);
  }

  /** Too little stake. */
  private static Certificate alone(Vote own) {
    return new Certificate(
        own.kind(),
        own.view(),
        own.blockId(),
        List.of(new IndexedSignature(own.validator(), own.signature())));
  }

  /** Everybody's stake, and this validator's signature in all places. */
  private static Certificate byAll(Vote vote, SimulatedNode sender) {
    var signatures = new ArrayList<IndexedSignature>();
    for (int i = 0; i < members(sender); i++)
      signatures.add(new IndexedSignature(i, vote.signature()));
    return new Certificate(vote.kind(), vote.view(), vote.blockId(), signatures);
  }

  /** Genuine signatures under another statement. */
  private static Certificate turned(Certificate real, SplitMix64 random, SimulatedNode sender) {
    return switch (random.below(3)) {
      case 0 -> new Certificate(VoteKind.FINALIZE, real.view(), real.blockId(), real.signatures());
      case 1 ->
          new Certificate(
              real.kind(), real.view() + 1 + random.below(3), real.blockId(), real.signatures());
      default ->
          new Certificate(VoteKind.NOTARIZE, real.view(), sender.head().id(), real.signatures());
    };
  }

  /** A block that is its own idea, as if all had finalised it. */
  private static ConsensusMessage chain(Vote own, SplitMix64 random, SimulatedNode sender) {
    Candidate head = sender.head();
    long view = Math.max(head.view() + 1, own.view());
    Candidate block = sender.part.stray(head, view, random);
    Vote vote = Forgery.sign(VoteKind.FINALIZE, block.view(), block.id(), sender);
    Certificate proof = random.below(2) == 0 ? alone(vote) : byAll(vote, sender);
    return new FinalizedChain(List.of(block.toBytes()), proof);
  }

  private static ConsensusMessage outOfTurn(Vote own, SplitMix64 random, SimulatedNode sender) {
    Candidate head = sender.head();
    long view = Math.max(head.view() + 1, own.view() + random.below(2));
    Candidate block = sender.part.stray(head, view, random);
    var epoch = sender.part.epoch();
    if (!epoch.leaders().leader(view).key().equals(sender.world.key(sender.index))
        && block instanceof SimulatedBlock) sender.world.invariants.outlaw(block.id());
    Vote vote = Forgery.sign(VoteKind.NOTARIZE, view, block.id(), sender);
    return new ProposalMessage(block.toBytes(), vote, List.of());
  }
}
