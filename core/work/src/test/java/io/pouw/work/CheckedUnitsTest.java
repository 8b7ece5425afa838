package io.pouw.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.ledger.Parameters;
import io.pouw.ledger.TaskStatus;
import io.pouw.ledger.UnitClaim;
import io.pouw.plugin.RoleEffect;
import io.pouw.plugin.Signer;
import io.pouw.primitives.BlobId;
import io.pouw.primitives.Encoder;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Units of which verifiers check the update instead of comparing bytes. */
class CheckedUnitsTest {
  private static final String SPEC = "20,6,4,checked";
  private final TestNetwork network = new TestNetwork(3, Parameters.DEFAULTS, 1, 0);

  @Test
  void differentUpdatesOfOneUnitAreAllValidAndTheResultIsTheSame() {
    network.submitTask(SPEC);
    network.runToEnd();
    assertEquals(TaskStatus.SETTLED, network.task().status());
    assertTrue(network.task().counts().drawn() > 0);
    assertEquals(network.task().counts().drawn(), network.task().counts().verified());
    assertEquals(List.of(), network.slashed());
    assertEquals(network.honestResult(), network.result());
  }

  @Test
  void aWrongUpdateIsConvicted() {
    TestNode cheater = network.node("miner1");
    cheater.misconduct = new ForgedUnits(cheater.keys, 0);
    network.submitTask(SPEC);
    network.runToEnd();
    assertEquals(List.of("miner1"), network.slashed());
    assertEquals(network.honestResult(), network.result());
  }

  @Test
  void anUpdateThatNobodyCanDecideIsDoneAgainAndCostsNobodyAnything() {
    TestNode odd = network.node("miner1");
    odd.misconduct = effect -> undecidable(odd, effect);
    network.submitTask(SPEC);
    network.runToEnd();
    assertTrue(network.task().generation() > 0);
    assertEquals(List.of(), network.slashed());
    assertEquals(network.honestResult(), network.result());
  }

  /** In the first generation the miner's updates cannot be decided. */
  private static RoleEffect undecidable(TestNode miner, RoleEffect effect) {
    if (!(effect instanceof RoleEffect.Send send)
        || !send.topic().equals(WorkMessage.UNIT_TOPIC)
        || !(WorkMessage.decode(send.topic(), send.payload()) instanceof WorkMessage.UnitDone done)
        || done.claim().generation() > 0) return effect;
    byte[] update = Arrays.copyOf(done.update(), done.update().length - 8);
    byte[] marked = new Encoder().fixed(update).i64(IrisRegression.UNDECIDABLE).toBytes();
    UnitClaim claim = done.claim();
    var changed =
        new WorkMessage.UnitDone(
            UnitClaim.sign(
                Signer.of(miner.keys),
                claim.chainId(),
                claim.task(),
                claim.generation(),
                claim.unit(),
                claim.input(),
                BlobId.of(marked)),
            marked);
    return new RoleEffect.Send(send.to(), send.topic(), changed.toBytes());
  }
}
