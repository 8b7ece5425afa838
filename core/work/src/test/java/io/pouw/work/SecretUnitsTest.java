package io.pouw.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.ledger.DrawState;
import io.pouw.ledger.Parameters;
import io.pouw.plugin.RoleContext;
import io.pouw.plugin.RoleEffect;
import io.pouw.plugin.Signer;
import io.pouw.primitives.Address;
import io.pouw.primitives.KeyPair;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Units with a secret, which verifiers must have and nobody else may. */
class SecretUnitsTest {
  private static final String SPEC = "20,6,4,noised";
  private final TestNetwork network = new TestNetwork(3, Parameters.DEFAULTS, 1, 0);
  private final Map<String, Set<Address>> shown = new TreeMap<>();

  private void watch() {
    for (int i = 0; i < 3; i++)
      network.node("miner" + i).misconduct =
          effect -> {
            if (effect instanceof RoleEffect.Send send
                && send.topic().equals(WorkMessage.SECRET_TOPIC)
                && WorkMessage.decode(send.topic(), send.payload())
                    instanceof WorkMessage.SecretGiven given)
              shown
                  .computeIfAbsent(given.checkpoint() + "/" + given.leaf(), each -> new TreeSet<>())
                  .add(send.to());
            return effect;
          };
  }

  @Test
  void drawnUnitsAreVerifiedByThoseWhoGetTheSecretAndNobodyElseGetsIt() {
    watch();
    network.submitTask(SPEC);
    network.runToEnd();
    assertTrue(network.task().counts().drawn() > 0);
    assertEquals(network.task().counts().drawn(), network.task().counts().verified());
    assertEquals(List.of(), network.slashed());
    Map<String, Set<Address>> committees = new TreeMap<>();
    for (var checkpoint : network.task().checkpoints())
      for (DrawState draw : checkpoint.draws())
        committees.put(checkpoint.index() + "/" + draw.leaf(), new TreeSet<>(draw.committee()));
    assertEquals(committees, shown);
  }

  @Test
  void aWrongUpdateWithARightCommitmentIsConvicted() {
    TestNode cheater = network.node("miner1");
    cheater.misconduct = new ForgedUnits(cheater.keys, 0);
    network.submitTask(SPEC);
    network.runToEnd();
    assertEquals(List.of("miner1"), network.slashed());
  }

  @Test
  void asksOfThoseWithoutARightAreNotAnswered() {
    network.submitTask(SPEC);
    network.runUntil(() -> !awaited().isEmpty());
    for (DrawAt at : awaited()) {
      assertTrue(answer(at, at.draw().committee().getFirst()).isPresent());
      for (String name : List.of("supervisor0", "client", "evaluator1", "miner2"))
        assertEquals(Optional.empty(), answer(at, network.node(name).address()), name);
    }
  }

  private record DrawAt(int checkpoint, DrawState draw) {}

  /** Draws that all of their committee still has to judge. */
  private List<DrawAt> awaited() {
    return network.task().checkpoints().stream()
        .flatMap(checkpoint ->
            checkpoint.draws().stream().map(draw -> new DrawAt(checkpoint.index(), draw)))
        .filter(at ->
            !at.draw().committee().isEmpty()
                && at.draw().committee().stream()
                    .allMatch(each -> at.draw().awaits(each, network.task().verifiers())))
        .toList();
  }

  private Optional<WorkMessage.SecretGiven> answer(DrawAt at, Address from) {
    KeyPair miner = network.node(at.draw().miner()).keys;
    var context =
        new RoleContext(
            Signer.of(miner), name -> Optional.of(new IrisRegression()), new TreeMap<>());
    var asked = new WorkMessage.SecretAsked(network.task, at.checkpoint(), at.draw().leaf());
    return SecretDuty.answer(network.task(), asked, from, context, network.ledger.chainId());
  }
}
