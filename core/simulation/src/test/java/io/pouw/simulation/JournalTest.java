package io.pouw.simulation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JournalTest {
  private static final byte[] SYNCED = {1, 2, 3};
  private static final byte[] LOOSE = {4, 5, 6};

  private final DiskOperations operations = new DiskOperations();
  private final Journal journal = new Journal("a journal", operations, new SplitMix64(1));

  private void writeBoth() {
    journal.append(SYNCED);
    journal.sync();
    journal.append(LOOSE);
  }

  @ParameterizedTest
  @EnumSource(DiskFault.class)
  void whatWasSyncedSurvivesEveryPowerCut(DiskFault fault) {
    writeBoth();
    journal.settle(fault);
    journal.recover();
    assertArrayEquals(SYNCED, journal.get(0));
    assertEquals(fault == DiskFault.CLEAN ? 2 : 1, journal.size());
  }

  @Test
  void aTornEndIsNoDamageAndAFlippedRecordIs() {
    writeBoth();
    journal.settle(DiskFault.TORN);
    assertFalse(journal.recover());
    assertTrue(journal.rot());
    assertTrue(journal.recover());
    assertEquals(0, journal.size());
  }

  @Test
  void aCutInASyncLeavesTheProcessDead() {
    journal.append(SYNCED);
    operations.arm(1, DiskFault.LOST);
    assertThrows(PowerCut.class, journal::sync);
    journal.recover();
    assertEquals(0, journal.size());
  }

  @Test
  void aFullDiskTakesNothingAndLosesNothing() {
    journal.append(SYNCED);
    journal.sync();
    operations.full(true);
    assertThrows(DiskFull.class, () -> journal.append(LOOSE));
    assertEquals(1, journal.size());
  }

  @Test
  void aRewriteThatIsCutBeforeTheRenameChangesNothing() {
    writeBoth();
    journal.sync();
    operations.arm(operations.count() + 2, DiskFault.LOST);
    assertThrows(PowerCut.class, () -> journal.dropFirst(1));
    assertEquals(2, journal.size());
    journal.dropFirst(1);
    assertArrayEquals(LOOSE, journal.get(0));
  }
}
