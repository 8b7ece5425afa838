package io.pouw.node.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.node.model.CountingTask;
import io.pouw.primitives.Hash;
import io.pouw.work.Replay;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SoloTrainingTest {
  private static final byte[] SPEC = "{}".getBytes(StandardCharsets.UTF_8);
  private static final Map<String, byte[]> ROWS = Map.of("rows", new byte[] {1, 2, 3});
  private static final Hash SEED = Hash.sha256(SPEC);

  @Test
  void theStateIsThatOfAnHonestReplayOnAnyNumberOfThreads() {
    var type = new CountingTask();
    byte[] replayed = Replay.of(type, SPEC, ROWS, SEED).run((_, _, _) -> {});
    for (int threads : List.of(1, 3)) {
      List<Integer> rounds = new ArrayList<>();
      var training = new SoloTraining(type, SPEC, ROWS, SEED);
      SoloTraining.Result result = training.run(threads, (round, _) -> rounds.add(round));
      assertArrayEquals(replayed, result.state());
      assertEquals(training.plan().rounds(), result.losses().size());
      assertEquals(training.plan().rounds() - 1, rounds.getLast());
      assertTrue(result.losses().stream().allMatch(loss -> loss >= 0), result::toString);
    }
  }
}
