package io.pouw.task.neural;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.plugin.TaskProgram;
import io.pouw.plugin.UnitChain;
import io.pouw.plugin.UnitId;
import io.pouw.primitives.BlobId;
import io.pouw.primitives.Hash;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Top-k updates of a verified task, whose units others can do again. */
class VerifiedTopKTest {
  private static final Hash SEED = Hash.sha256(new byte[] {1});
  private static final byte[] ROWS = "0,1,0\n1,0,1\n".repeat(8).getBytes(StandardCharsets.US_ASCII);
  private static final int ROUNDS = 7;
  private static final int SLOTS = 3;
  private static final int RESTART = 3;
  private static final byte[] NOTHING = {};

  private static TaskProgram open(int restart) {
    String json =
        """
        {"dataset": {"format": "csv", "classes": 2, "features": 2, "scale": 1},
         "layers": [{"type": "dense", "units": 2}],
         "loss": "softmax_cross_entropy", "optimizer": {"type": "sgd", "learning_rate": 0.5},
         "batch_size": 4, "local_steps": 2, "slots": 3, "rounds": 7, "checkpoint_rounds": 2,
         "aggregation": "mean", "min_accuracy": 0, "seed": "s",
         "update_encoding": {"type": "top_k", "share": 0.4, "restart": %d}}
        """
            .formatted(restart);
    return new NeuralTask().open(json.getBytes(StandardCharsets.UTF_8), Map.of("rows", ROWS), SEED);
  }

  /** A training with all that there is to see of it. */
  private static final class Honest {
    final TaskProgram program;
    final UnitChain chain;
    final List<byte[]> states = new ArrayList<>();
    final List<List<UnitChain.Link>> links = new ArrayList<>();

    Honest(int restart) {
      program = open(restart);
      chain = program.chain().orElseThrow();
      states.add(program.init());
      for (int round = 0; round < ROUNDS; round++) round(round);
    }

    private void round(int round) {
      byte[] state = states.getLast();
      List<UnitChain.Link> done = new ArrayList<>();
      for (int slot = 0; slot < SLOTS; slot++) {
        byte[] left = chain.earlier(state).isEmpty() ? NOTHING : links.getLast().get(slot).left();
        done.add(chain.work(state, new UnitId(round, slot), left));
      }
      links.add(done);
      states.add(program.combine(state, round, done.stream().map(UnitChain.Link::update).toList()));
    }

    byte[] update(int round, int slot) {
      return links.get(round).get(slot).update();
    }
  }

  private final Honest honest = new Honest(RESTART);

  /** Does a unit from its state and those that it names. */
  private byte[] alone(int round, int slot) {
    UnitChain chain = open(RESTART).chain().orElseThrow();
    byte[] state = honest.states.get(round);
    List<BlobId> earlier = chain.earlier(state);
    byte[] left = NOTHING;
    for (int i = 0; i < earlier.size(); i++) {
      BlobId name = earlier.get(i);
      byte[] before =
          honest.states.stream()
              .filter(each -> BlobId.of(each).equals(name))
              .findAny()
              .orElseThrow();
      left = chain.work(before, new UnitId(round - earlier.size() + i, slot), left).left();
    }
    return chain.work(state, new UnitId(round, slot), left).update();
  }

  @Test
  void everyUnitIsDoneAgainFromTheStatesThatItsOwnStateNames() {
    for (int round = 0; round < ROUNDS; round++)
      for (int slot = 0; slot < SLOTS; slot++)
        assertArrayEquals(honest.update(round, slot), alone(round, slot), "round " + round);
  }

  @Test
  void aStateNamesThoseSinceTheResidualsBeganAnew() {
    for (int round = 0; round <= ROUNDS; round++) {
      List<BlobId> expected =
          honest.states.subList(round - round % RESTART, round).stream().map(BlobId::of).toList();
      assertEquals(expected, honest.chain.earlier(honest.states.get(round)), "round " + round);
      assertEquals(honest.states.getFirst().length, honest.states.get(round).length);
    }
  }

  @Test
  void theCommittedResidualsFollowOnEachOther() {
    for (int round = 0; round < ROUNDS; round++) {
      byte[] before = Arrays.copyOf(honest.update(round, 1), Hash.BYTES);
      byte[] expected =
          round % RESTART == 0
              ? Hash.sha256(new byte[honest.links.getFirst().get(1).left().length]).toBytes()
              : Arrays.copyOfRange(honest.update(round - 1, 1), Hash.BYTES, 2 * Hash.BYTES);
      assertArrayEquals(expected, before, "round " + round);
    }
  }

  @Test
  void aLieAboutAResidualOrFromAnotherResidualIsAnotherUpdate() {
    byte[] lied = honest.update(4, 0).clone();
    lied[Hash.BYTES] ^= 1;
    assertEquals(Optional.empty(), honest.program.reject(lied), "it looks like an update");
    assertFalse(Arrays.equals(lied, alone(4, 0)));
    byte[] left = honest.links.get(3).getFirst().left().clone();
    left[2] ^= 1;
    byte[] other = honest.chain.work(honest.states.get(4), new UnitId(4, 0), left).update();
    assertFalse(Arrays.equals(other, alone(4, 0)));
    byte[] wrongSlot = honest.links.get(3).get(1).left();
    assertFalse(
        Arrays.equals(
            honest.chain.work(honest.states.get(4), new UnitId(4, 0), wrongSlot).update(),
            alone(4, 0)));
  }

  @Test
  void aResidualThatCannotBeIsRefused() {
    var unit = new UnitId(4, 0);
    byte[] state = honest.states.get(4);
    assertEquals(
        "a residual has 24 bytes, not 23",
        refusal(() -> honest.chain.work(state, unit, new byte[23])));
    assertEquals(
        "round 4 slot 0 begins with a residual, none was given",
        refusal(() -> honest.program.work(state, unit)));
    assertEquals(
        "round 3 slot 0 begins without a residual, one was given",
        refusal(() -> honest.chain.work(honest.states.get(3), new UnitId(3, 0), new byte[24])));
    byte[] infinite = new byte[24];
    infinite[2] = (byte) 0x80;
    infinite[3] = 0x7f;
    assertTrue(refusal(() -> honest.chain.work(state, unit, infinite)).contains("not finite"));
    assertTrue(
        refusal(() -> honest.chain.earlier(Arrays.copyOf(state, state.length - 1)))
            .startsWith("state has"));
  }

  private static String refusal(Runnable work) {
    return String.valueOf(assertThrows(IllegalArgumentException.class, work::run).getMessage());
  }

  @Test
  void whereResidualsBeginAnewInEveryRoundThereIsNoChain() {
    var each = new Honest(1);
    assertEquals(24, each.states.getFirst().length, "parameters alone");
    for (int round = 0; round < ROUNDS; round++)
      assertArrayEquals(
          each.update(round, 2), each.program.work(each.states.get(round), new UnitId(round, 2)));
  }
}
