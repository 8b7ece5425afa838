package io.pouw.learning;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.pouw.learning.spec.ModelSpec;
import io.pouw.primitives.BlobId;
import io.pouw.primitives.Hash;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The names of earlier states at the end of a state. */
class StateTrailTest {
  private static final int NUMBERS = 6;

  private static Model model(String regime, String encoding) {
    String json =
        """
        {%s"dataset": {"format": "csv", "classes": 2, "features": 2, "scale": 1},
         "layers": [{"type": "dense", "units": 2}],
         "loss": "softmax_cross_entropy", "optimizer": {"type": "sgd", "learning_rate": 0.5},
         "batch_size": 4, "local_steps": 2, "slots": 1, "rounds": 9, "checkpoint_rounds": 2,
         "aggregation": "mean", "min_accuracy": 0, "seed": "s", "update_encoding": %s}
        """
            .formatted(regime, encoding);
    return Model.of(ModelSpec.parse(json.getBytes(StandardCharsets.UTF_8)));
  }

  private static final String TOP_K = "{\"type\": \"top_k\", \"share\": 1, \"restart\": 4}";

  @Test
  void itNamesTheStatesSinceTheLastRestartAndNoOthers() {
    Model model = model("", TOP_K);
    List<byte[]> states = new ArrayList<>(List.of(model.init(Hash.ZERO)));
    for (int round = 0; round < 9; round++) {
      byte[] state = states.getLast();
      assertEquals(NUMBERS * Float.BYTES + 3 * Hash.BYTES, state.length);
      assertEquals(
          states.subList(round - round % 4, round).stream().map(BlobId::of).toList(),
          model.earlierStates(state),
          "round " + round);
      float[] changes = new float[NUMBERS];
      changes[round % NUMBERS] = 1;
      byte[] update = model.format().write(changes, 1, new float[0], Optional.empty()).bytes();
      states.add(model.combine(state, CombineRound.of(Hash.ZERO, round), List.of(update)));
    }
  }

  @Test
  void itStandsBehindTheNumbersAndIsNoneOfThem() {
    Model model = model("", TOP_K);
    byte[] state = model.init(Hash.ZERO);
    assertArrayEquals(
        model("", "\"float32\"").read(model("", "\"float32\"").init(Hash.ZERO)).parameters(),
        model.read(state).parameters());
    state[NUMBERS * Float.BYTES + 2] = (byte) 0x80;
    state[NUMBERS * Float.BYTES + 3] = 0x7f;
    assertEquals(Optional.empty(), model.rejectState(state), "a name is no number");
    assertEquals("the name of earlier state 0", model.describe(NUMBERS * Float.BYTES + 31));
    assertEquals("the name of earlier state 2", model.describe(state.length - 1));
    assertThrows(IllegalArgumentException.class, () -> model.describe(state.length));
    assertThrows(IllegalArgumentException.class, () -> model.earlierStates(new byte[NUMBERS * 4]));
  }

  @Test
  void roundsOfSuchATaskAreNotCombinedWithoutTheirNumber() {
    Model model = model("", TOP_K);
    byte[] update =
        model.format().write(new float[NUMBERS], 1, new float[0], Optional.empty()).bytes();
    assertThrows(
        IllegalArgumentException.class,
        () -> model.combine(model.init(Hash.ZERO), List.of(update)));
  }

  @Test
  void otherTasksHaveNone() {
    for (Model model :
        List.of(
            model("", "\"float32\""),
            model("", "{\"type\": \"top_k\", \"share\": 1, \"restart\": 1}"),
            model("\"regime\": \"federated\", ", TOP_K))) {
      byte[] state = model.init(Hash.ZERO);
      assertEquals(List.of(), model.earlierStates(state));
      assertEquals(model.stateBytes() % Float.BYTES, 0);
      assertThrows(IllegalArgumentException.class, () -> model.describe(model.stateBytes()));
    }
  }
}
