package io.pouw.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pouw.primitives.BlobId;
import io.pouw.primitives.Hash;
import io.pouw.primitives.KeyPair;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UnitSecretTest {
  private static final Hash CHAIN = Hash.sha256(new byte[] {1});
  private static final Hash TASK = Hash.sha256(new byte[] {2});
  private static final UnitId UNIT = new UnitId(1, 2);
  private static final BlobId STATE = BlobId.of(new byte[] {3});

  private static UnitSecret derive(
      int key, Hash chain, Hash task, int generation, UnitId unit, BlobId state) {
    byte[] seed = new byte[KeyPair.SEED_BYTES];
    seed[0] = (byte) key;
    Signer signer = Signer.of(KeyPair.fromSeed(seed));
    return UnitSecret.derive(signer, chain, task, generation, unit, state);
  }

  @Test
  void theSameUnitFromTheSameStateHasTheSameSecretAndAnyOtherAnother() {
    UnitSecret secret = derive(1, CHAIN, TASK, 0, UNIT, STATE);
    assertEquals(secret, derive(1, CHAIN, TASK, 0, UNIT, STATE));
    Set<UnitSecret> all = new LinkedHashSet<>();
    all.add(secret);
    all.add(derive(2, CHAIN, TASK, 0, UNIT, STATE));
    all.add(derive(1, TASK, TASK, 0, UNIT, STATE));
    all.add(derive(1, CHAIN, CHAIN, 0, UNIT, STATE));
    all.add(derive(1, CHAIN, TASK, 1, UNIT, STATE));
    all.add(derive(1, CHAIN, TASK, 0, new UnitId(2, 1), STATE));
    all.add(derive(1, CHAIN, TASK, 0, UNIT, BlobId.of(new byte[] {4})));
    assertEquals(7, all.size());
  }

  @Test
  void aSecretIsNotPrinted() {
    assertEquals("UnitSecret", derive(1, CHAIN, TASK, 0, UNIT, STATE).toString());
  }
}
