package io.pouw.storage;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.storage.StorageException.Reason;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestoredMarkTest {
  @TempDir Path folder;

  @Test
  void itStaysUntilItIsTakenAway() {
    try (DataFolder data = DataFolder.open(folder)) {
      assertFalse(new RestoredMark(data).isSet());
      new RestoredMark(data).set();
      new RestoredMark(data).set();
    }
    try (DataFolder data = DataFolder.open(folder)) {
      assertTrue(new RestoredMark(data).isSet());
      new RestoredMark(data).clear();
      new RestoredMark(data).clear();
      assertFalse(new RestoredMark(data).isSet());
    }
  }

  @Test
  void aFolderThatCannotTakeItIsSaid() {
    var mark = new RestoredMark(folder.resolve("missing"));
    Samples.assertFails(Reason.FAILED, mark::set);
  }
}
