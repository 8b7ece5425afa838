package io.pouw.work;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.pouw.plugin.RoleEffect;
import io.pouw.plugin.RoleInput;
import io.pouw.plugin.TaskProgram;
import io.pouw.plugin.UnitId;
import io.pouw.primitives.BlobId;
import io.pouw.primitives.Hash;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WorkbenchTest {
  private static final Hash TASK = Hash.sha256(new byte[] {1});
  private final Desk desk = new Desk();
  private final Workbench bench = new Workbench(desk, RoleEffect.Purpose.VERIFICATION);
  private final TaskProgram program =
      new IrisRegression()
          .open(
              "20,2,4,chained".getBytes(StandardCharsets.US_ASCII),
              Map.of("rows", "5.1,3.5,1.4,0.2,0".getBytes(StandardCharsets.US_ASCII)),
              Hash.sha256(new byte[] {2}));
  private final List<byte[]> states = new ArrayList<>(List.of(program.init()));
  private final List<byte[]> updates = new ArrayList<>();
  private final List<byte[]> done = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();

  /** Three rounds of slot 0, which slot 1 repeats. */
  WorkbenchTest() {
    byte[] left = {};
    for (int round = 0; round < 3; round++) {
      byte[] state = states.getLast();
      var link = program.chain().orElseThrow().work(state, new UnitId(round, 0), left);
      left = link.left();
      updates.add(link.update());
      states.add(program.combine(state, round, List.of(link.update(), link.update())));
    }
  }

  private void ask(int round, byte[] state) {
    var means = new Workbench.Means(Optional.empty(), program, state, Optional.empty(), List.of());
    bench.work(
        new Workbench.Piece(TASK, new UnitId(round, 0), BlobId.of(state)),
        means,
        byte[].class,
        update -> update,
        done::add,
        failures::add);
  }

  /** Carries out what is asked for; how many computations that took. */
  private int carryOut() {
    int computations = 0;
    for (List<RoleEffect> next = desk.drain(); !next.isEmpty(); next = desk.drain())
      for (RoleEffect effect : next)
        if (effect instanceof RoleEffect.FetchBlob fetch) {
          byte[] state =
              states.stream()
                  .filter(each -> BlobId.of(each).equals(fetch.id()))
                  .findFirst()
                  .orElseThrow();
          desk.resolve(new RoleInput.BlobArrived(fetch.id(), state));
        } else {
          var compute = assertInstanceOf(RoleEffect.Compute.class, effect);
          computations++;
          desk.resolve(new RoleInput.Computed(compute.job(), compute.computation().run()));
        }
    return computations;
  }

  @Test
  void aChainIsDoneFromItsBeginningAndThenGoneOnWith() {
    ask(1, states.get(1));
    assertEquals(2, carryOut());
    ask(2, states.get(2));
    assertEquals(1, carryOut(), "the units before it were done");
    assertArrayEquals(updates.get(1), done.get(0));
    assertArrayEquals(updates.get(2), done.get(1));
  }

  @Test
  void whatBelongsToAnotherStateOrIsForgottenIsDoneAgain() {
    byte[] other = states.get(1).clone();
    other[0] ^= 1;
    ask(1, other);
    assertEquals(2, carryOut());
    ask(2, states.get(2));
    assertEquals(3, carryOut(), "of each slot the last unit alone is remembered");
    bench.retain(Set.of());
    ask(2, states.get(2));
    assertEquals(3, carryOut());
    assertArrayEquals(updates.get(2), done.getLast());
  }

  @Test
  void aStateThatIsMissingIsAFailure() {
    ask(2, states.get(2));
    var fetch = assertInstanceOf(RoleEffect.FetchBlob.class, desk.drain().getFirst());
    assertEquals(BlobId.of(states.getFirst()), fetch.id());
    desk.resolve(new RoleInput.BlobMissing(fetch.id(), "nobody has it"));
    assertEquals(List.of("nobody has it"), failures);
  }

  @Test
  void aStateThatNamesMoreRoundsThanThereWereIsAFailure() {
    ask(1, states.get(2));
    assertEquals(List.of("the state before round 1 slot 0 names 2 others"), failures);
    assertEquals(List.of(), desk.drain());
  }

  @Test
  void memoryIsBoundedByBytes() {
    var memory = new ChainMemory();
    byte[] third = new byte[(int) (ChainMemory.MAX_BYTES / 3)];
    BlobId input = BlobId.of(new byte[0]);
    for (int slot = 0; slot < 4; slot++) memory.keep(TASK, new UnitId(5, slot), input, third);
    assertEquals(Optional.empty(), memory.left(TASK, new UnitId(5, 0), input));
    for (int slot = 1; slot < 4; slot++)
      assertEquals(Optional.of(third), memory.left(TASK, new UnitId(5, slot), input));
    assertEquals(Optional.empty(), memory.left(TASK, new UnitId(4, 1), input));
    memory.retain(Set.of());
    assertEquals(Optional.empty(), memory.left(TASK, new UnitId(5, 1), input));
  }
}
