package io.pouw.work;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.pouw.primitives.BlobId;
import io.pouw.primitives.Hash;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ReplayTest {
  private static final byte[] SPEC = "7,3,2".getBytes(StandardCharsets.US_ASCII);
  private static final Map<String, byte[]> DATA =
      Map.of("rows", "5.1,3.5,1.4,0.2,0\n6.0,2.2,5.0,1.5,2".getBytes(StandardCharsets.US_ASCII));

  private static Replay replay(int seed) {
    return Replay.of(new IrisRegression(), SPEC, DATA, Hash.sha256(new byte[] {(byte) seed}));
  }

  @Test
  void everyCheckpointIsShownAndTheLastIsTheResult() {
    List<Integer> indices = new ArrayList<>();
    List<BlobId> states = new ArrayList<>();
    byte[] last =
        replay(1)
            .run((index, id, state) -> {
              assertEquals(BlobId.of(state), id);
              indices.add(index);
              states.add(id);
            });
    assertEquals(List.of(0, 1, 2, 3), indices);
    assertEquals(BlobId.of(last), states.getLast());
  }

  @Test
  void theOrderInWhichUnitsAreDoneDoesNotMatter() {
    byte[] inOrder = replay(1).run((index, id, state) -> {});
    byte[] backwards = replay(1).run(ReplayTest::backwards, (index, id, state) -> {});
    assertArrayEquals(inOrder, backwards);
  }

  @Test
  void anotherSeedGivesAnotherResult() {
    byte[] one = replay(1).run((index, id, state) -> {});
    byte[] other = replay(2).run((index, id, state) -> {});
    assertFalse(Arrays.equals(one, other));
  }

  private static List<byte[]> backwards(List<Supplier<byte[]>> units) {
    var done = new ArrayList<byte[]>();
    for (Supplier<byte[]> each : units.reversed()) done.addFirst(each.get());
    return done;
  }
}
