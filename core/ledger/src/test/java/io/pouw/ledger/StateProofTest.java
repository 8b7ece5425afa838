package io.pouw.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.primitives.Decoder;
import io.pouw.primitives.Hash;
import org.junit.jupiter.api.Test;

class StateProofTest {
  @Test
  void everyEntryButTheHeadIsProvenAgainstTheHeadersRoot() {
    var chain = new TestChain();
    chain.takeTickets();
    var task = new TestTask(chain);
    chain.block();
    task.pass();
    Hash root = chain.build(java.util.List.of()).block().header().stateRoot();
    chain.block();
    assertEquals(root, chain.state.stateRoot());
    int proven = 0;
    for (StateEntry each : chain.state.entries()) {
      StateKey key = StateKey.of(each.key());
      if (key.equals(StateKey.head())) continue;
      StateProof proof = chain.state.proof(key).orElseThrow();
      assertTrue(proof.proves(root));
      assertTrue(Decoder.whole(proof.toBytes(), StateProof::decode).proves(root));
      byte[] changed = proof.value().clone();
      changed[0] ^= 1;
      assertFalse(new StateProof(proof.key(), changed, proof.path()).proves(root));
      assertFalse(proof.proves(Hash.ZERO));
      proven++;
    }
    assertEquals(chain.state.entries().size() - 1, proven);
    assertTrue(chain.state.proof(StateKey.task(task.id)).isPresent());
    assertTrue(chain.state.proof(StateKey.checkpoint(task.id, 0)).isPresent());
  }

  @Test
  void whatIsNotThereHasNoProof() {
    var chain = new TestChain();
    assertTrue(chain.state.proof(StateKey.task(Hash.ZERO)).isEmpty());
    assertTrue(chain.state.proof(StateKey.checkpoint(Hash.ZERO, 3)).isEmpty());
    assertTrue(chain.state.proof(StateKey.account(chain.address("nobody"))).isEmpty());
    assertTrue(chain.state.proof(StateKey.head()).isEmpty());
  }
}
