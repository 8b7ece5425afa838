package io.pouw.node.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.primitives.BlobId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ModelReplayTest {
  private static VerificationReport replay(ModelFile file) {
    return new ModelReplay(file, new CountingTask(), 2)
        .run(SettledTask.TRAINING, Optional.of(SettledTask.TEST), index -> {});
  }

  @Test
  void anHonestTrainingIsReplayedByteForByte() {
    var done = new ArrayList<Integer>();
    VerificationReport report =
        new ModelReplay(new SettledTask().file(), new CountingTask(), 2)
            .run(SettledTask.TRAINING, Optional.of(SettledTask.TEST), done::add);
    assertTrue(report.ok(), report.toString());
    assertEquals(List.of(0, 1), done);
    assertEquals(4, report.checks().size());
  }

  @Test
  void theFirstCheckpointThatDiffersIsNamed() {
    var settled = new SettledTask();
    settled.states.set(1, BlobId.of(SettledTask.text("made up")));
    var failure = replay(settled.file()).firstFailure().orElseThrow();
    assertEquals("replayed checkpoints", failure.name());
    assertTrue(failure.detail().startsWith("checkpoint 1 is the first"), failure.detail());
  }

  @Test
  void theFirstByteThatDiffersIsNamed() {
    var settled = new SettledTask();
    settled.model[20_000] ^= 1;
    var failure = replay(settled.file()).firstFailure().orElseThrow();
    assertEquals("replayed model", failure.name());
    assertEquals("model byte 20000 is the first that differs: counter 20000", failure.detail());
  }

  @Test
  void otherTrainingDataIsRefused() {
    var replay = new ModelReplay(new SettledTask().file(), new CountingTask(), 1);
    String message =
        Refused.message(() ->
            replay.run(Map.of("rows", SettledTask.text("other")), Optional.empty(), index -> {}));
    assertTrue(message.contains("the part 'rows' is"), message);
  }
}
