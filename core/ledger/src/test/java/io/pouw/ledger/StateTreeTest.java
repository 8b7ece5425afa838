package io.pouw.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.primitives.Address;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StateTreeTest {
  private static final int ACCOUNTS = 100_000;

  private static StateEntryChange change(int account, long value) {
    byte[] name = Hash.sha256(new Encoder().u32(account).toBytes()).toBytes();
    Address address = Address.of(java.util.Arrays.copyOf(name, Address.BYTES));
    return new StateEntryChange(
        StateKey.account(address).toBytes(), Optional.of(new Encoder().i64(value).toBytes()));
  }

  /** The figures are printed; the limits are far above them, for slow and busy machines. */
  @Test
  void aBlockOnAHundredThousandAccountsCostsItsChangesAlone() {
    var all = new ArrayList<StateEntryChange>();
    for (int i = 0; i < ACCOUNTS; i++) all.add(change(i, i));
    long begun = System.nanoTime();
    StateTree tree = StateTree.EMPTY.after(all);
    Hash root = tree.root();
    double built = (System.nanoTime() - begun) / 1e6;
    double best = Double.MAX_VALUE;
    for (int block = 1; block <= 50; block++) {
      var changes = new ArrayList<StateEntryChange>();
      for (int i = 0; i < 1_000; i++)
        changes.add(change((block * 7_919 + i * 97) % ACCOUNTS, block));
      begun = System.nanoTime();
      tree = tree.after(changes);
      assertNotEquals(root, tree.root());
      root = tree.root();
      best = Math.min(best, (System.nanoTime() - begun) / 1e6);
    }
    System.out.printf(
        "state tree of %,d accounts: built in %.0f ms, a block of 1,000 changes in %.2f ms%n",
        ACCOUNTS, built, best);
    assertTrue(best < built / 4, "a block costs " + best + " ms, the whole tree " + built);
  }

  @Test
  void theHeadIsNotUnderTheRootAndAnEntryThatGoesLeavesNoTrace() {
    StateTree before = StateTree.EMPTY.after(List.of(change(1, 1)));
    byte[] head = StateKey.head().toBytes();
    var changes =
        List.of(
            change(2, 2),
            new StateEntryChange(change(2, 2).key(), Optional.empty()),
            new StateEntryChange(head, Optional.of(new byte[] {1})));
    assertEquals(before.root(), before.after(changes).root());
  }
}
