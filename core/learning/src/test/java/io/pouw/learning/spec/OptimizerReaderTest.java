package io.pouw.learning.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptimizerReaderTest {
  @Test
  void everyOptimizerIsReadWithItsNumbersOrTheUsualOnes() {
    assertEquals(
        new OptimizerSpec.Nesterov(0.1f, 0.9f),
        read("'optimizer':{'type':'nesterov','learning_rate':0.1,'momentum':0.9}").optimizer());
    assertEquals(
        new OptimizerSpec.Adam(0.001f, 0.9f, 0.999f, 1e-8f, 0f),
        read("'optimizer':{'type':'adam','learning_rate':0.001}").optimizer());
    assertEquals(
        new OptimizerSpec.Adam(0.001f, 0.8f, 0.95f, 1e-6f, 0.1f),
        read("'optimizer':{'type':'adamw','learning_rate':0.001,'beta1':0.8,'beta2':0.95,"
                + "'epsilon':1e-6,'weight_decay':0.1}")
            .optimizer());
  }

  @Test
  void clippingAndScheduleSurroundTheOptimizer() {
    var sgd = "'optimizer':{'type':'sgd','learning_rate':1},";
    assertEquals(
        new OptimizerSpec.Clipped(new OptimizerSpec.Sgd(1f), new Clipping.Norm(1f)),
        read(sgd + "'gradient_clipping':{'norm':1.0}").optimizer());
    assertEquals(
        new OptimizerSpec.Scheduled(
            new OptimizerSpec.Clipped(new OptimizerSpec.Sgd(1f), new Clipping.Value(2f)),
            new Schedule(2, new Schedule.Cosine(10, 0.1))),
        read(sgd
                + "'gradient_clipping':{'value':2},"
                + "'schedule':{'type':'cosine','warmup_rounds':2,'rounds':10,'end':0.1}")
            .optimizer());
  }

  @Test
  void theLearningRateFollowsItsSchedule() {
    var sgd = "'optimizer':{'type':'sgd','learning_rate':8},'schedule':";
    rates(sgd + "{'type':'constant','warmup_rounds':3}", 2, 4, 6, 8, 8);
    rates(sgd + "{'type':'decay','factor':0.5}", 8, 4, 2, 1);
    rates(sgd + "{'type':'step','factor':0.5,'every_rounds':2}", 8, 8, 4, 4, 2);
    rates(sgd + "{'type':'cosine','rounds':4}", 8, 6.828427f, 4, 1.1715729f, 0, 0);
    rates(sgd + "{'type':'cosine','rounds':2,'end':0.5,'warmup_rounds':1}", 4, 8, 6, 4, 4);
  }

  private static void rates(String json, float... expected) {
    ModelSpec spec = read(json);
    for (int round = 0; round < expected.length; round++)
      assertEquals(expected[round], spec.learningRate(round), 1e-6f, json + ", round " + round);
  }

  @Test
  void theCosineIsThatOfTheStrictLibrary() {
    for (int i = 0; i <= 1000; i++)
      assertEquals(StrictMath.cos(Math.PI * i / 1000), Powers.cosineOfHalfTurns(i / 1000.0), 1e-15);
  }

  @Test
  void whatIsWrongIsNamed() {
    var refusal =
        assertThrows(
            SpecException.class,
            () ->
                read(
                    "'optimizer':{'type':'sgd','learning_rate':1,'beta1':0.5},"
                        + "'gradient_clipping':{'norm':1,'value':1},"
                        + "'schedule':{'type':'sine'}"));
    assertEquals(
        List.of(
            "$.optimizer.beta1: unknown field; known here: type, learning_rate",
            "$.gradient_clipping.value: stands beside norm, expected one of them",
            "$.schedule.type: unknown: \"sine\"; expected constant, decay, step, cosine"),
        refusal.problems());
  }

  private static ModelSpec read(String part) {
    String json =
        """
        {"dataset": {"format": "csv", "classes": 3, "features": 5, "scale": 1},
         "layers": [{"type": "dense", "units": 3}], "loss": "softmax_cross_entropy", %s,
         "batch_size": 6, "local_steps": 1, "slots": 1, "rounds": 1, "checkpoint_rounds": 1,
         "aggregation": "mean", "min_accuracy": 0, "seed": "s"}
        """
            .formatted(part.replace('\'', '"'));
    return ModelSpec.parse(json.getBytes(StandardCharsets.UTF_8));
  }
}
