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
  private static final long RESTORED_MS = 1_800_000_000_000L;
  private static final ConsensusInput ANY = new ConsensusInput.TimerFired(new Timer.Resend());

  private final List<Long> silentUpTo = new ArrayList<>();
  private final Recorder follower = new Recorder();
  private final Recorder voter = new Recorder();
  private final ListeningMachine machine =
      new ListeningMachine(
          follower,
          RESTORED_MS,
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

  private static ConsensusEffect finalBlock(long view, long timestampMs) {
    Block block =
        LedgerState.genesis(genesis()).build(view, timestampMs, VALIDATOR, List.of()).block();
    var certificate = new Certificate(VoteKind.FINALIZE, view, block.id(), List.of());
    return new ConsensusEffect.Finalized(List.of(BlockCandidate.of(block)), certificate);
  }

  @Test
  void aBlockFromBeforeTheFolderWasRestoredDoesNotMakeItVote() {
    follower.answer = List.of(finalBlock(9, RESTORED_MS - 1));
    assertEquals(1, machine.on(ANY).size());
    follower.answer = List.of(finalBlock(10, RESTORED_MS + 9_999));
    machine.on(ANY);
    machine.on(ANY);
    assertEquals(3, follower.inputs.size());
    assertEquals(List.of(), silentUpTo);
  }

  @Test
  void afterABlockThatWasMadeSinceItVotesInLaterViewsOnly() {
    follower.answer = List.of(finalBlock(12, RESTORED_MS + 10_001));
    assertEquals(1, machine.on(ANY).size());
    assertEquals(List.of(), silentUpTo, "the block is not durable yet");
    machine.on(ANY);
    assertEquals(List.of(12L), silentUpTo);
    assertEquals(1, follower.inputs.size());
    assertInstanceOf(ConsensusInput.Started.class, voter.inputs.getFirst());
    assertEquals(ANY, voter.inputs.get(1));
    machine.on(ANY);
    assertEquals(3, voter.inputs.size());
    assertEquals(3, machine.status().view());
  }
}
