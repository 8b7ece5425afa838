package io.pouw.simulation;

import io.pouw.consensus.Certificate;
import io.pouw.consensus.CertificateMessage;
import io.pouw.consensus.ConsensusEffect;
import io.pouw.consensus.ConsensusInput;
import io.pouw.consensus.ConsensusMessage;
import io.pouw.consensus.ConsensusSettings;
import io.pouw.consensus.Epoch;
import io.pouw.consensus.Recovered;
import io.pouw.consensus.RejectMessage;
import io.pouw.consensus.Rejection;
import io.pouw.consensus.SimplexEngine;
import io.pouw.consensus.Timer;
import io.pouw.consensus.Validator;
import io.pouw.consensus.ValidatorSet;
import io.pouw.consensus.Vote;
import io.pouw.consensus.VoteKind;
import io.pouw.consensus.VoteMessage;
import io.pouw.primitives.Domain;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One engine of four, flooded by a Byzantine validator with whatever its key can sign: votes and
 * rejections of all views, contradictions, messages of the next epoch; and stuck in a network that
 * notarises blocks which it never gets, or ends hundreds of views without a block. What the engine
 * keeps is held against its bounds after every message.
 */
final class Flood {
  private static final int VALIDATORS = 4;
  private static final int FLOODER = 3;
  private static final int VIEWS = 300;
  private static final Hash CHAIN = Hash.of(Domain.GENESIS, new byte[] {1});

  private final SignatureScheme scheme =
      SignatureScheme.keyedHash(SimulatedKeys.first(VALIDATORS), 1);
  private final SimplexEngine engine;

  Flood() {
    List<Validator> validators =
        scheme.signers().stream().map(signer -> new Validator(signer.publicKey(), 1_000)).toList();
    var settings =
        new ConsensusSettings(
            CHAIN,
            Epoch.endless(ValidatorSet.of(validators), CHAIN),
            Duration.ZERO,
            Duration.ofSeconds(1),
            Duration.ofSeconds(4),
            Duration.ofMillis(300),
            scheme.verifier());
    engine =
        new SimplexEngine(
            settings,
            scheme.signers().getFirst(),
            SimulatedBlock::decode,
            Recovered.genesis(SimulatedBlock.GENESIS));
    input(new ConsensusInput.Started());
  }

  /**
   * Lets it all come.
   *
   * @throws InvariantViolation if the engine keeps more than it may
   */
  static void run() {
    new Flood().votesOfAllViews();
    new Flood().contradictions();
    new Flood().rejections();
    new Flood().theNextEpoch();
    new Flood().unknownBlocks();
    new Flood().viewsWithoutBlocks();
  }

  private void votesOfAllViews() {
    for (long view = 1; view <= VIEWS; view++)
      receive(new VoteMessage(vote(VoteKind.NULLIFY, view, Hash.ZERO, FLOODER)));
  }

  private void contradictions() {
    for (int i = 0; i < VIEWS; i++)
      receive(new VoteMessage(vote(VoteKind.NOTARIZE, 1, made(i), FLOODER)));
  }

  private void rejections() {
    for (long view = 1; view <= VIEWS; view++)
      receive(
          new RejectMessage(
              Rejection.sign(
                  CHAIN, scheme.signers().get(FLOODER), FLOODER, view, made(view), "no")));
  }

  private void theNextEpoch() {
    for (long i = 1; i <= VIEWS; i++)
      receive(new VoteMessage(vote(VoteKind.NULLIFY, (1L << 32) + i, Hash.ZERO, FLOODER)));
  }

  private void unknownBlocks() {
    for (long view = 1; view <= VIEWS; view++) {
      receive(new CertificateMessage(List.of(certificate(VoteKind.NOTARIZE, view, made(view)))));
      input(new ConsensusInput.TimerFired(new Timer.Resend()));
    }
  }

  private void viewsWithoutBlocks() {
    for (long view = 1; view <= VIEWS; view++) {
      receive(new VoteMessage(vote(VoteKind.NULLIFY, view, Hash.ZERO, FLOODER)));
      receive(new CertificateMessage(List.of(certificate(VoteKind.NULLIFY, view, Hash.ZERO))));
    }
  }

  private static Hash made(long number) {
    return Hash.of(Domain.BLOCK, new Encoder().i64(number).toBytes());
  }

  private Vote vote(VoteKind kind, long view, Hash block, int validator) {
    byte[] message = Vote.message(CHAIN, kind, view, block);
    return new Vote(kind, view, block, validator, scheme.signers().get(validator).sign(message));
  }

  /** Of all but the flooded one. */
  private Certificate certificate(VoteKind kind, long view, Hash block) {
    return new Certificate(
        kind,
        view,
        block,
        IntStream.range(1, VALIDATORS)
            .mapToObj(voter ->
                new Certificate.IndexedSignature(voter, vote(kind, view, block, voter).signature()))
            .toList());
  }

  private void receive(ConsensusMessage message) {
    input(new ConsensusInput.MessageReceived(scheme.signers().get(FLOODER).publicKey(), message));
  }

  private void input(ConsensusInput input) {
    List<ConsensusEffect> effects = engine.on(input);
    for (ConsensusEffect effect : effects)
      if (effect instanceof ConsensusEffect.ValidateCandidate)
        throw new AssertionError("there was no block, but " + effect);
    engine
        .holdings()
        .excess()
        .ifPresent(what -> Invariants.fail("bounds: the flooded engine keeps " + what));
  }
}
