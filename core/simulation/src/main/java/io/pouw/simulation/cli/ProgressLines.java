package io.pouw.simulation.cli;

import io.pouw.simulation.Testnet.Progress;
import java.time.Duration;
import java.util.function.Consumer;

/** Says every few seconds how far a testnet is and how long the rest will take at this speed. */
final class ProgressLines {
  private static final double EVERY_SECONDS = 5;

  private final Consumer<String> out;
  private double saidAt;

  ProgressLines(Consumer<String> out) {
    this.out = out;
  }

  void accept(Progress progress) {
    if (progress.secondsPassed() - saidAt < EVERY_SECONDS) return;
    saidAt = progress.secondsPassed();
    double speed = progress.virtual().toMillis() / 1e3 / progress.secondsPassed();
    out.accept(
        "%s of %s, height %d, %.0f times real time, about %s to go"
            .formatted(
                text(progress.virtual().toSeconds()),
                text(progress.whole().toSeconds()),
                progress.height(),
                speed,
                text(Math.round(progress.secondsLeft()))));
  }

  private static String text(long seconds) {
    var duration = Duration.ofSeconds(seconds);
    return "%d:%02d:%02d"
        .formatted(duration.toHours(), duration.toMinutesPart(), duration.toSecondsPart());
  }
}
