package io.pouw.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.ledger.MinerUnits;
import io.pouw.ledger.Parameters;
import io.pouw.plugin.RoleEffect;
import io.pouw.plugin.RoleEvent;
import io.pouw.plugin.TaskProgram;
import io.pouw.plugin.UnitId;
import io.pouw.primitives.Address;
import io.pouw.primitives.BlobId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Federated tasks through the machines of all roles, on the real ledger. */
class FederatedRoundTest {
  private static final String SPEC = "8,4,4,federated";
  private static final long DAMPING = 3;

  private final TestNetwork network = new TestNetwork(4, Parameters.DEFAULTS, 3, 0);

  /** What the workers' own data makes of the task, with the client's part for everybody. */
  private BlobId expected(long damping, Optional<String> away) {
    List<TaskProgram> workers = new ArrayList<>();
    List<Address> slots = SlotAssignment.ofRound(network.task(), 0);
    for (Address each : slots) {
      Map<String, byte[]> parts = new TreeMap<>(TestNetwork.privateData(network.node(each).name));
      parts.put("damping", Long.toString(damping).getBytes(StandardCharsets.US_ASCII));
      byte[] spec = SPEC.getBytes(StandardCharsets.US_ASCII);
      workers.add(new IrisRegression().open(spec, parts, network.task().effectiveSeed()));
    }
    byte[] state = workers.getFirst().init();
    for (int round = 0; round < 8; round++) {
      List<byte[]> updates = new ArrayList<>();
      for (int slot = 0; slot < slots.size(); slot++)
        if (!Optional.of(network.node(slots.get(slot)).name).equals(away))
          updates.add(workers.get(slot).work(state, new UnitId(round, slot)));
      state = workers.getFirst().combine(state, round, updates);
    }
    return BlobId.of(state);
  }

  @Test
  void everyWorkerTrainsOnItsOwnDataAndTheClientsPartReachesThoseWhoCombine() {
    network.submitFederatedTask(SPEC, DAMPING);
    network.runToEnd();
    assertEquals(expected(DAMPING, Optional.empty()), network.result());
    assertNotEquals(expected(1, Optional.empty()), network.result());
    assertEquals(8 * 4, network.task().counts().committed());
  }

  @Test
  void nothingIsDrawnMintedOrSlashed() {
    network.submitFederatedTask(SPEC, 1);
    network.runToEnd();
    assertEquals(0, network.task().counts().drawn());
    assertEquals(0, network.ledger.supply().minted());
    assertEquals(List.of(), network.slashed());
    for (var checkpoint : network.task().checkpoints())
      for (MinerUnits share : checkpoint.content().miners()) assertEquals(4, share.units());
  }

  @Test
  void privateRowsLeaveTheirWorkerInNoMessageAndNoBlob() {
    List<String> seen = new ArrayList<>();
    for (TestNode node : network.nodes.values())
      node.misconduct =
          effect -> {
            if (effect instanceof RoleEffect.Send send) seen.add(text(send.payload()));
            if (effect instanceof RoleEffect.KeepBlob keep) seen.add(text(keep.content()));
            return effect;
          };
    network.submitFederatedTask(SPEC, 1);
    network.runToEnd();
    assertFalse(seen.isEmpty());
    for (int miner = 0; miner < 4; miner++) {
      byte[] own = TestNetwork.privateData("miner" + miner).getOrDefault("rows", new byte[0]);
      String first = text(own).lines().findFirst().orElseThrow();
      assertTrue(first.length() > 10, first);
      assertTrue(seen.stream().noneMatch(each -> each.contains(first)), "miner" + miner);
      for (TestNode node : network.nodes.values())
        assertFalse(node.blobs.containsKey(BlobId.of(own)), node.name);
    }
  }

  @Test
  void roundsCloseWithoutAWorkerThatIsAwayAndItIsNotPaidForThem() {
    network.submitFederatedTask(SPEC, 1);
    TestNode away = network.node(SlotAssignment.ofRound(network.task(), 0).getFirst());
    away.kill();
    network.runToEnd();
    assertEquals(expected(1, Optional.of(away.name)), network.result());
    assertEquals(8 * 3, network.task().counts().committed());
    for (var checkpoint : network.task().checkpoints())
      assertTrue(
          checkpoint.content().miners().stream()
              .noneMatch(share -> share.miner().equals(away.address())));
    assertEquals(0, network.reports(RoleEvent.SlotReassigned.class), "its data is its own");
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
