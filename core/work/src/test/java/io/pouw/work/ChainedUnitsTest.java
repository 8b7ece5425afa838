package io.pouw.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.ledger.Parameters;
import io.pouw.ledger.TaskState;
import io.pouw.ledger.TaskStatus;
import io.pouw.plugin.RoleEffect;
import io.pouw.primitives.Address;
import io.pouw.primitives.BlobId;
import io.pouw.primitives.Hash;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Units that begin with what the unit of their slot before has left. */
class ChainedUnitsTest {
  private static final String SPEC = "20,6,4,chained";
  private static final int STATE_BYTES = 40 + (ChainedUnits.LENGTH - 1) * Hash.BYTES;
  private final TestNetwork network = new TestNetwork(3, Parameters.DEFAULTS, 1, 0);

  private void runHonestly() {
    network.submitTask(SPEC);
    network.runToEnd();
    assertEquals(TaskStatus.SETTLED, network.task().status());
    assertTrue(network.task().counts().drawn() > 0);
    assertEquals(List.of(), network.slashed());
    assertEquals(network.honestResult(), network.result());
  }

  @Test
  void drawnUnitsAreVerifiedAndTheResultIsThatOfAnHonestReplay() {
    runHonestly();
    assertEquals(network.task().counts().drawn(), network.task().counts().verified());
  }

  @Test
  void aMinerGoesOnWithItsSlotsAndDoesNothingTwice() {
    Map<Integer, Set<Address>> miners = new HashMap<>();
    var trainings = new HashMap<String, Integer>();
    for (int i = 0; i < 3; i++) {
      TestNode miner = network.node("miner" + i);
      miner.misconduct =
          effect -> {
            if (effect instanceof RoleEffect.Send send
                && send.topic().equals(WorkMessage.UNIT_TOPIC)
                && WorkMessage.decode(send.topic(), send.payload())
                    instanceof WorkMessage.UnitDone done)
              miners
                  .computeIfAbsent(
                      done.claim().unit().round() / ChainedUnits.LENGTH * 6
                          + done.claim().unit().slot(),
                      each -> new HashSet<>())
                  .add(miner.address());
            if (effect instanceof RoleEffect.Compute compute
                && compute.purpose() == RoleEffect.Purpose.TRAINING)
              trainings.merge(miner.name, 1, Integer::sum);
            return effect;
          };
    }
    runHonestly();
    assertEquals(20 / ChainedUnits.LENGTH * 6, miners.size());
    miners.values().forEach(each -> assertEquals(1, each.size(), miners::toString));
    assertEquals(20 * 6, trainings.values().stream().mapToInt(each -> each).sum());
  }

  @Test
  void whoTakesOverASlotDoesItsChainAgain() {
    network.submitTask(SPEC);
    network.runToRound(8);
    network.node("miner1").kill();
    network.runToEnd();
    assertEquals(List.of(), network.slashed());
    assertEquals(network.honestResult(), network.result());
  }

  @Test
  void aMinerThatForgotEverythingDoesItsChainAgain() {
    network.submitTask(SPEC);
    network.runToRound(8);
    for (int i = 0; i < 3; i++) {
      network.node("miner" + i).kill();
      network.node("miner" + i).restart(network.ledger);
    }
    network.runToEnd();
    assertEquals(List.of(), network.slashed());
    assertEquals(network.honestResult(), network.result());
  }

  @Test
  void aWrongUpdateIsConvictedAndTheResultIsStillTheHonestOne() {
    TestNode cheater = network.node("miner1");
    cheater.misconduct = new ForgedUnits(cheater.keys, 7);
    network.submitTask(SPEC);
    network.runToEnd();
    assertEquals(List.of("miner1"), network.slashed());
    assertEquals(network.honestResult(), network.result());
  }

  /** No miner keeps anything, so none can withhold anything: verifiers ask supervisors alone. */
  @Test
  void minersKeepNothingThatOthersNeed() {
    runHonestly();
    for (int i = 0; i < 3; i++) assertEquals(Map.of(), network.node("miner" + i).blobs);
  }

  @Test
  void statesThatNobodyGivesCostNobodyAnythingAndAreDoneAgain() {
    var gone = new HashSet<BlobId>();
    for (String name : List.of("supervisor0", "supervisor1"))
      network.node(name).misconduct = effect -> withheld(effect, gone);
    network.submitTask(SPEC);
    network.runToEnd();
    assertEquals(3, gone.size());
    assertTrue(network.task().generation() > 0);
    assertEquals(List.of(), network.slashed());
    assertEquals(network.honestResult(), network.result());
  }

  /** The first three states are kept by nobody in the first generation. */
  private RoleEffect withheld(RoleEffect effect, Set<BlobId> gone) {
    if (!(effect instanceof RoleEffect.KeepBlob keep)
        || keep.content().length != STATE_BYTES
        || network.ledger.task(network.task).map(TaskState::generation).orElse(0) > 0)
      return effect;
    if (gone.size() < 3) gone.add(keep.id());
    return gone.contains(keep.id()) ? new RoleEffect.DropBlob(keep.id()) : effect;
  }
}
