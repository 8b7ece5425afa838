package io.pouw.distribution;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A validator over four processes, of which the one that signs is killed in the middle of a task.
 */
class ClusterAcceptanceTest {
  private static final Pattern FAIL_OVER =
      Pattern.compile("fail-over: ([0-9.]+) s from kill -9 to the first vote of full-2");

  @Test
  void theTaskSettlesAndTheValidatorGoesOnWithOneVoice(@TempDir Path folder) throws Exception {
    Pouw.Run run =
        new Pouw(folder).run("demo", "--cluster", "--report", "c.json", "--model-out", "c.pouw");
    run.exitsWith(0).isQuiet().says("SETTLED").says("is killed in round").says("Units done: ");
    Matcher failOver = FAIL_OVER.matcher(run.out());
    assertTrue(failOver.find(), run::out);
    Report report = Report.read(folder.resolve("c.json"));
    assertTrue(report.at("supply_conserved").asBoolean(), report::toString);
    assertTrue(report.list("convictions").isEmpty(), report::toString);
  }
}
