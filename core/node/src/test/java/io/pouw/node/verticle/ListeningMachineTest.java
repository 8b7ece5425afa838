package io.pouw.node.verticle;

import static io.pouw.node.verticle.Fixtures.VALIDATOR;
import static io.pouw.node.verticle.Fixtures.genesis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.pouw.consensus.Certificate;
import io.pouw.consensus.ConsensusEffect;
import io.pouw.consensus.ConsensusInput;
import io.pouw.consensus.Epoch;
import io.pouw.consensus.FinalizedChain;
import io.pouw.consensus.ReturnGuard;
import io.pouw.consensus.Timer;
import io.pouw.consensus.VoteKind;
import io.pouw.ledger.Block;
import io.pouw.ledger.LedgerState;
import io.pouw.node.epoch.Epochs;
import io.pouw.primitives.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ListeningMachineTest {
  private static final ConsensusInput TICK = new ConsensusInput.TimerFired(new Timer.Resend());

  /** So many the guard listens to at least; a lone validator has no others to hear. */
  private static final int TICKS = 16;

  private final List<Long> silentUpTo = new ArrayList<>();
  private final Recorder mute = new Recorder();
  private final Recorder voter = new Recorder();
  private final ListeningMachine machine =
      new ListeningMachine(
          mute,
          new ReturnGuard(Epochs.of(LedgerState.genesis(genesis()).epoch()), VALIDATOR.publicKey()),
          view -> {
            silentUpTo.add(view);
            return voter;
          });

  /** Keeps what it is given and answers with what it was told to. */
  private static final class Recorder implements ConsensusMachine {
    final List<ConsensusInput> inputs = new ArrayList<>();
    List<ConsensusEffect> answer = List.of();

    @Override
    public List<ConsensusEffect> on(ConsensusInput input) {
      inputs.add(input);
      return answer;
    }

    @Override
    public List<ConsensusEffect> connected(PublicKey peer) {
      return List.of();
    }

    @Override
    public List<ConsensusEffect> poll(PublicKey peer) {
      return List.of();
    }

    @Override
    public Epoch epoch() {
      return Epochs.of(LedgerState.genesis(genesis()).epoch());
    }

    @Override
    public Status status() {
      return new Status(0, inputs.size(), 0, Optional.empty(), 0, 0);
    }

    @Override
    public Optional<FinalizedChain> announcement(ConsensusEffect.Finalized finalized) {
      return Optional.empty();
    }
  }

  private static ConsensusEffect finalBlock() {
    Block block = LedgerState.genesis(genesis()).build(9, 1, VALIDATOR, List.of()).block();
    var certificate = new Certificate(VoteKind.FINALIZE, 9, block.id(), List.of());
    return new ConsensusEffect.Finalized(List.of(BlockCandidate.of(block)), certificate);
  }

  private void ticks(int count) {
    for (int i = 0; i < count; i++) machine.on(TICK);
  }

  @Test
  void itListensFirstAndThenVotesInLaterViewsOnly() {
    ticks(TICKS - 1);
    assertEquals(List.of(), silentUpTo);
    ticks(1);
    assertEquals(List.of(TICKS - 1L), silentUpTo, "a lone validator has no others");
    assertInstanceOf(ConsensusInput.Started.class, voter.inputs.getFirst());
    ticks(2);
    assertEquals(TICKS, mute.inputs.size());
    assertEquals(3, voter.inputs.size());
    assertEquals(3, machine.status().view());
  }

  @Test
  void itDoesNotBeginToVoteBeforeAFinalBlockIsDurable() {
    ticks(TICKS - 1);
    mute.answer = List.of(finalBlock());
    assertEquals(1, machine.on(TICK).size());
    assertEquals(List.of(), silentUpTo);
    mute.answer = List.of();
    ticks(1);
    assertEquals(1, silentUpTo.size());
  }
}
