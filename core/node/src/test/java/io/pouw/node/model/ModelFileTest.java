package io.pouw.node.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ModelFileTest {
  private static final byte[] FILE = new SettledTask().file().write();

  @Test
  void aModelFileReadsBackAsItWasWritten() {
    ModelFile read = ModelFile.read(FILE);
    assertArrayEquals(FILE, read.write());
    var settled = new SettledTask();
    assertArrayEquals(settled.task().toBytes(), read.taskState().toBytes());
    assertEquals(2, read.checkpointStates().size());
    assertEquals(settled.checkpoints().toString(), read.checkpointStates().toString());
  }

  @Test
  void aTruncatedFileIsRefusedWithTheSection() {
    long seed = 20_261_121;
    var random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      int length = i < 60 ? i : random.nextInt(FILE.length);
      byte[] cut = Arrays.copyOf(FILE, length);
      String message = Refused.message(() -> ModelFile.read(cut));
      assertTrue(
          length < Container.MAGIC.length + 4
              || Arrays.stream(Section.values()).anyMatch(it -> message.contains(it.title())),
          "seed " + seed + ", length " + length + ": " + message);
    }
  }

  @Test
  void aFileThatGoesOnIsRefused() {
    String message = Refused.message(() -> ModelFile.read(Arrays.copyOf(FILE, FILE.length + 1)));
    assertTrue(message.contains("1 bytes after its last section"), message);
  }

  @Test
  void anotherKindOfFileIsRefused() {
    String message = Refused.message(() -> ModelFile.read(SettledTask.text("GIF89a, not a model")));
    assertTrue(message.contains("POUWMODL"), message);
  }

  @Test
  void aLaterFormatIsRefusedByItsVersion() {
    byte[] later = FILE.clone();
    later[Container.MAGIC.length + 3] = 3;
    String message = Refused.message(() -> ModelFile.read(later));
    assertEquals("the model file has format version 3, expected 2", message);
  }
}
