package io.pouw.role.miner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.plugin.Role;
import io.pouw.plugin.RoleContext;
import io.pouw.plugin.RoleMachine;
import io.pouw.plugin.Signer;
import io.pouw.primitives.KeyPair;
import io.pouw.work.MinerMachine;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MinerRoleTest {
  private static RoleMachine machine(Map<String, String> settings) {
    var signer = Signer.of(KeyPair.fromSeed(new byte[KeyPair.SEED_BYTES]));
    return new MinerRole().machine(new RoleContext(signer, name -> Optional.empty(), settings));
  }

  @Test
  void anHonestMinerIsTheDefault() {
    assertEquals(Role.MINER, new MinerRole().role());
    assertInstanceOf(MinerMachine.class, machine(Map.of()));
  }

  @Test
  void anUnknownMisconductIsRefusedByName() {
    var refusal =
        assertThrows(
            IllegalArgumentException.class, () -> machine(Map.of("misconduct", "laziness")));
    assertTrue(String.valueOf(refusal.getMessage()).contains("'laziness'"));
  }

  @Test
  void aRoundThatIsNoNumberIsRefusedByName() {
    var settings = Map.of("misconduct", "forge", "misconduct_from_round", "soon");
    var refusal = assertThrows(IllegalArgumentException.class, () -> machine(settings));
    assertTrue(String.valueOf(refusal.getMessage()).contains("'soon'"));
  }
}
