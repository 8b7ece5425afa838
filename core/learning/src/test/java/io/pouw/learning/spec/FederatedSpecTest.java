package io.pouw.learning.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.learning.aggregation.AggregationSpec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Specifications of federated tasks, and what their servers do. */
class FederatedSpecTest {
  private static byte[] json(String rest) {
    return """
    {"dataset": {"format": "csv", "classes": 2, "features": 2, "scale": 1},
     "layers": [{"type": "dense", "units": 2}],
     "loss": "softmax_cross_entropy", "optimizer": {"type": "sgd", "learning_rate": 0.5},
     "batch_size": 4, "slots": 10, "checkpoint_rounds": 2, "min_accuracy": 0, "seed": "s",
     %s}
    """
        .formatted(rest.replace('\'', '"'))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static FederatedSpec federated(String rest) {
    return FederatedSpec.parse(json("'regime':'federated','rounds':4,'local_steps':2" + rest));
  }

  private static List<String> problems(String rest) {
    return assertThrows(SpecException.class, () -> ModelSpec.parse(json(rest))).problems();
  }

  @Test
  void centredClippingWithMomentumIsTheDefaultOfFederatedTasks() {
    FederatedSpec spec = federated("");
    assertEquals(new AggregationSpec.CentredClipping(3, Optional.empty(), 1), spec.aggregation());
    assertEquals(0.9f, spec.model().server().workerMomentum());
    assertFalse(spec.model().server().keepsMomenta(), "the workers keep it");
    assertEquals(7, spec.leastUpdates(), "twice the Byzantine workers, and one");
    assertEquals(2 * 6, spec.model().stateNumbers(), "parameters and centre");
    assertEquals(0f, federated(",'worker_momentum':0").model().server().workerMomentum());
  }

  @Test
  void otherRulesHaveNoMomentumUnlessTheySaySo() {
    FederatedSpec spec = federated(",'aggregation':{'type':'trimmed_mean','byzantine':2}");
    assertEquals(new AggregationSpec.TrimmedMean(2), spec.aggregation());
    assertEquals(0f, spec.model().server().workerMomentum());
    assertEquals(6, spec.leastUpdates(), "more than half");
    assertEquals(
        new AggregationSpec.FlTrust(9, "clean"),
        federated(",'aggregation':{'type':'fltrust','byzantine':9,'root':'clean'}").aggregation());
  }

  @Test
  void aVerifiedTaskHasToSayItsRuleAndClosesWithAllUpdates() {
    assertEquals(List.of("$.aggregation: is missing"), problems("'rounds':4,'local_steps':2"));
    ModelSpec spec =
        ModelSpec.parse(
            json(
                "'regime':'verified','rounds':4,'local_steps':2,"
                    + "'aggregation':{'type':'centred_clipping','byzantine':3}"));
    assertEquals(10, spec.leastUpdates());
    assertEquals(0f, spec.server().workerMomentum());
    var refusal =
        assertThrows(
            SpecException.class,
            () -> FederatedSpec.parse(json("'rounds':4,'local_steps':2,'aggregation':'mean'")));
    assertEquals(List.of("$.regime: is verified, expected federated"), refusal.problems());
  }

  @Test
  void whatIsFederatedIsSeenEvenIfItIsBad() {
    assertTrue(
        FederatedSpec.isFederated("{\"regime\": \"federated\"}".getBytes(StandardCharsets.UTF_8)));
    assertFalse(
        FederatedSpec.isFederated("{\"regime\": \"verified\"}".getBytes(StandardCharsets.UTF_8)));
    for (String bad : List.of("", "[1]", "{", "null"))
      assertFalse(FederatedSpec.isFederated(bad.getBytes(StandardCharsets.UTF_8)), bad);
  }

  @Test
  void mistakesAreNamedWithTheirPlaces() {
    String federated = "'regime':'federated','local_steps':2";
    assertEquals(
        List.of("$.epochs: nobody knows how much data there is, expected rounds"),
        problems(federated + ",'epochs':4"));
    assertEquals(
        List.of("$.regime: unknown: \"secret\"; expected verified, federated"),
        problems("'regime':'secret','rounds':4,'local_steps':2,'aggregation':'mean'"));
    assertEquals(
        List.of(
            "$.aggregation: centred_clipping with 5 Byzantine workers needs at least 11 workers,"
                + " not 10"),
        problems(
            federated + ",'rounds':4,'aggregation':{'type':'centred_clipping','byzantine':5}"));
    assertEquals(
        List.of("$.aggregation.radius: is -1, expected a number from 1.0E-12 to 1.0E30"),
        problems(
            federated
                + ",'rounds':4,"
                + "'aggregation':{'type':'centred_clipping','byzantine':1,'radius':-1}"));
    assertEquals(
        List.of("$.mode: unknown: \"both\"; expected local_steps, gradient"),
        problems("'mode':'both','rounds':4,'local_steps':2,'aggregation':'mean'"));
    assertEquals(
        List.of(
            "$.server_optimizer: stands beside mode gradient, in which optimizer is the server's"
                + " already"),
        problems(
            "'mode':'gradient','rounds':4,'aggregation':'mean',"
                + "'server_optimizer':{'type':'sgd','learning_rate':1}"));
    assertEquals(
        List.of("$.worker_momentum: is 1, expected a number from 0.0 to 0.999999"),
        problems("'worker_momentum':1,'rounds':4,'local_steps':2,'aggregation':'mean'"));
    assertEquals(
        List.of(
            "$.privacy: stands beside fltrust, whose trusted update has no noise that could be"
                + " compared; expected another rule"),
        problems(
            federated
                + ",'rounds':4,'aggregation':{'type':'fltrust','byzantine':1},"
                + "'privacy':{'clip':1,'noise':1,'delta':0.001}"));
  }

  @Test
  void memoryThatMakesAStateTooLargeIsRefused() {
    String wide =
        new String(
                json("'rounds':4,'local_steps':2,'worker_momentum':0.9,'aggregation':'mean'"),
                StandardCharsets.UTF_8)
            .replace("\"features\": 2", "\"features\": 60000")
            .replace("[{", "[{\"type\": \"dense\", \"units\": 128}, {");
    var refusal =
        assertThrows(
            SpecException.class, () -> ModelSpec.parse(wide.getBytes(StandardCharsets.UTF_8)));
    assertTrue(
        refusal.problems().getFirst().startsWith("$.layers: with what the server remembers"),
        refusal.problems().toString());
  }
}
