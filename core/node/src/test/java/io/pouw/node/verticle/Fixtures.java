package io.pouw.node.verticle;

import io.pouw.ledger.Genesis;
import io.pouw.ledger.GenesisAccount;
import io.pouw.ledger.GenesisValidator;
import io.pouw.ledger.Parameters;
import io.pouw.primitives.Amounts;
import io.pouw.primitives.KeyPair;
import java.util.List;

/** A chain with one validator and one rich account. */
final class Fixtures {
  static final long RICH = 10_000 * Amounts.PAI;
  static final KeyPair VALIDATOR = key(1);
  static final KeyPair OWNER = key(2);

  private Fixtures() {}

  static KeyPair key(int number) {
    byte[] seed = new byte[KeyPair.SEED_BYTES];
    seed[0] = (byte) number;
    return KeyPair.fromSeed(seed);
  }

  static Genesis genesis() {
    return genesis("alone");
  }

  static Genesis genesis(String network) {
    return new Genesis(
        network,
        1_700_000_000_000L,
        Parameters.DEFAULTS,
        List.of(new GenesisValidator("node_1", VALIDATOR.publicKey(), RICH, 0)),
        List.of(new GenesisAccount(OWNER.address(), RICH, "owner")));
  }
}
