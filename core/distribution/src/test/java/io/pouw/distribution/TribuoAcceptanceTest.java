package io.pouw.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code pouw demo --task tribuo-forest}: trees as units of work over the network. */
class TribuoAcceptanceTest {
  @TempDir private Path folder = Path.of(".");

  @Test
  void aForestIsGrownOverTheNetworkReplayedAndAsked() throws Exception {
    var pouw = new Pouw(folder).brief();
    pouw.run("demo", "--task", "tribuo-forest")
        .exitsWith(0)
        .isQuiet()
        .says("task     SETTLED")
        .says("64 committed")
        .says("0 rejected");
    pouw.run("verify", "tribuo-forest.pouw", "--replay")
        .exitsWith(0)
        .says("every byte is that of an honest training");
    pouw.run("model", "provenance", "tribuo-forest.pouw")
        .exitsWith(0)
        .says("org.tribuo.classification.dtree.CARTClassificationTrainer");
    String rows = Pouw.home().resolve("data/breast_cancer/breast_cancer-test.csv").toString();
    Pouw.Run told = pouw.run("predict", "tribuo-forest.pouw", rows).exitsWith(0).isQuiet();
    assertEquals(114, told.out().lines().count(), told::toString);
    assertTrue(told.out().startsWith("prediction,score_benign,score_malignant"), told::toString);
  }
}
