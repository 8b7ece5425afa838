package io.pouw.work;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.ledger.Parameters;
import io.pouw.plugin.RoleContext;
import io.pouw.plugin.RoleEffect;
import io.pouw.plugin.RoleEvent;
import io.pouw.plugin.RoleInput;
import io.pouw.plugin.Signer;
import io.pouw.primitives.Address;
import io.pouw.primitives.BlobId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A miner that is spoken to directly, with the view and the data of a running task. */
class MinerMachineTest {
  private final TestNetwork network = new TestNetwork(1, Parameters.DEFAULTS, 1, 0);
  private final MinerMachine miner = machine(Map.of());

  private MinerMachine machine(Map<String, String> settings) {
    return new MinerMachine(
        new RoleContext(
            Signer.of(TestNetwork.key("miner0")),
            name -> Optional.of(new IrisRegression()),
            settings));
  }

  private void trainingBegins() {
    network.submitTask("20,6,4");
    for (RoleEffect effect : miner.on(new RoleInput.Finalized(network.ledger)))
      if (effect instanceof RoleEffect.FetchBlob fetch)
        for (RoleEffect next :
            miner.on(
                new RoleInput.BlobArrived(
                    fetch.id(),
                    network.node("client").blobs.getOrDefault(fetch.id(), new byte[0]))))
          finish(next);
  }

  private List<RoleEffect> finish(RoleEffect effect) {
    var compute = (RoleEffect.Compute) effect;
    return miner.on(new RoleInput.Computed(compute.job(), compute.computation().run()));
  }

  private byte[] state() {
    return new byte[40];
  }

  private List<RoleEffect> open(Address from, int generation, byte[] state, Integer... slots) {
    var opened =
        new WorkMessage.RoundOpened(
            network.task, generation, 0, BlobId.of(state()), List.of(slots), Optional.of(state));
    return miner.on(new RoleInput.Received(from, opened.topic(), opened.toBytes()));
  }

  private static String alert(List<RoleEffect> effects) {
    return ((RoleEffect.Report) effects.getFirst()).event() instanceof RoleEvent.Alert alert
        ? alert.kind() + " " + alert.detail()
        : "none";
  }

  @Test
  void aRoundOpenedAgainGetsTheSameAnswerWithoutNewWork() {
    trainingBegins();
    Address lead = network.lead().address();
    List<RoleEffect> asked = open(lead, 0, state(), 3);
    assertEquals(1, asked.size());
    assertEquals(List.of(), open(lead, 0, state(), 3), "it is being done");
    List<RoleEffect> answers = finish(asked.getFirst());
    assertEquals(2, answers.size(), "one a supervisor");
    List<RoleEffect> again = open(lead, 0, state(), 3);
    assertEquals(2, again.size());
    for (int i = 0; i < 2; i++)
      assertArrayEquals(
          ((RoleEffect.Send) answers.get(i)).payload(), ((RoleEffect.Send) again.get(i)).payload());
  }

  @Test
  void oneUnitIsDoneAtATimeUnlessThereAreMoreThreads() {
    trainingBegins();
    List<RoleEffect> first = open(network.lead().address(), 0, state(), 0, 1, 2);
    assertEquals(1, first.size());
    List<RoleEffect> then = finish(first.getFirst());
    assertEquals(3, then.size(), "two answers and the next unit");
  }

  @Test
  void onlySupervisorsOfTheTaskAreServed() {
    trainingBegins();
    assertTrue(
        alert(open(network.node("client").address(), 0, state(), 0))
            .startsWith("not_a_supervisor"));
  }

  @Test
  void aStateThatIsNotTheNamedOneIsRefused() {
    trainingBegins();
    Address lead = network.lead().address();
    assertTrue(alert(open(lead, 0, new byte[39], 0)).contains(lead.toString()));
  }

  @Test
  void aSlotOutsideThePlanIsRefused() {
    trainingBegins();
    assertTrue(alert(open(network.lead().address(), 0, state(), 6)).contains("not in the task"));
  }

  @Test
  void aRoundOfANewerGenerationWaitsForTheChain() {
    trainingBegins();
    assertEquals(List.of(), open(network.lead().address(), 1, state(), 0));
  }

  @Test
  void aRoundThatComesBeforeTheTaskIsKnownIsDoneWhenItIs() {
    network.submitTask("20,6,4");
    assertEquals(List.of(), open(network.lead().address(), 0, state(), 0));
    List<RoleEffect> effects = miner.on(new RoleInput.Finalized(network.ledger));
    var fetch = (RoleEffect.FetchBlob) effects.getFirst();
    byte[] data = network.node("client").blobs.getOrDefault(fetch.id(), new byte[0]);
    List<RoleEffect> opening = miner.on(new RoleInput.BlobArrived(fetch.id(), data));
    List<RoleEffect> unit = finish(opening.getFirst());
    assertEquals(RoleEffect.Purpose.TRAINING, ((RoleEffect.Compute) unit.getFirst()).purpose());
    assertEquals(2, finish(unit.getFirst()).size());
  }

  @Test
  void aMalformedMessageNamesItsSender() {
    Address from = network.node("client").address();
    var effects =
        miner.on(new RoleInput.Received(from, WorkMessage.ROUND_TOPIC, new byte[] {1, 2}));
    assertTrue(alert(effects).startsWith("malformed_message " + from));
  }

  @Test
  void aSettingThatIsNoNumberIsRefusedByName() {
    var refusal =
        assertThrows(IllegalArgumentException.class, () -> machine(Map.of("threads", "many")));
    assertTrue(String.valueOf(refusal.getMessage()).contains("threads is 'many'"));
  }
}
