package io.pouw.task.neural;

import io.pouw.learning.Training;
import io.pouw.learning.privacy.PrivacySpec;
import io.pouw.learning.privacy.Sampling;
import io.pouw.plugin.PrivacyLoss;
import java.util.Optional;

/** What a training has given away of its data. */
final class Losses {
  private Losses() {}

  /** After so many rounds; empty without differential privacy. */
  static Optional<PrivacyLoss> of(Training training, int rounds, int unitsPerRound) {
    Optional<PrivacySpec> privacy = training.model().spec().updates().privacy();
    boolean proven = privacy.filter(each -> each.sampling() == Sampling.POISSON).isPresent();
    return training
        .privacyReport(rounds, unitsPerRound)
        .map(report ->
            new PrivacyLoss(
                report.steps(),
                report.samplingRate(),
                report.noise(),
                report.delta(),
                report.epsilon(),
                proven));
  }
}
