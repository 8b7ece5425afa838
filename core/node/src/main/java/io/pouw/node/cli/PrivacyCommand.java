package io.pouw.node.cli;

import io.pouw.learning.privacy.PrivacyReport;
import io.pouw.learning.privacy.RenyiAccountant;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code pouw privacy}: what a training with differential privacy gives away, before it is begun.
 */
@Command(
    name = "privacy",
    description = "Computes the epsilon of a training with differential privacy (DP-SGD).",
    mixinStandardHelpOptions = true)
final class PrivacyCommand implements Callable<Integer> {
  @Option(names = "--rows", required = true, description = "examples of the training data")
  private int rows;

  @Option(names = "--batch", required = true, description = "examples of one step, on average")
  private int batch;

  @Option(
      names = "--noise",
      required = true,
      description = "standard deviation of the noise over the clipping norm")
  private double noise;

  @Option(names = "--epochs", required = true, description = "passes over the training data")
  private double epochs;

  @Option(names = "--delta", description = "default 1e-5; less than one over the rows")
  private double delta = 1e-5;

  @Override
  public Integer call() {
    if (rows < 1 || batch < 1 || batch > rows)
      throw new IllegalArgumentException(
          "--batch is %d, expected 1 to the %d rows".formatted(batch, rows));
    if (!(epochs > 0 && epochs <= 1e9))
      throw new IllegalArgumentException(
          "--epochs is " + epochs + ", expected over 0, at most 1e9");
    long steps = (long) Math.ceil(epochs * rows / batch);
    PrivacyReport report = new RenyiAccountant((double) batch / rows, noise).report(steps, delta);
    System.out.println(text(report));
    return 0;
  }

  private static String text(PrivacyReport report) {
    return String.format(
        Locale.ROOT,
        """
        steps          %d
        sampling rate  %.6f
        noise          %s
        epsilon        %.3f at delta %s (Renyi order %d; conversion of Canonne, Kamath and Steinke)
        classic        %.3f (Renyi order %d; Mironov's conversion, in older publications)
        assumes        Poisson sampling of the batches ("sampling": "poisson")\
        """,
        report.steps(),
        report.samplingRate(),
        report.noise(),
        report.epsilon(),
        report.delta(),
        report.order(),
        report.classicEpsilon(),
        report.classicOrder());
  }
}
