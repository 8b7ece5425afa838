package io.pouw.simulation.cli;

import io.pouw.plugin.testnet.TestnetProgress;
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

  void accept(TestnetProgress progress) {
    if (progress.secondsPassed() - saidAt < EVERY_SECONDS) return;
    saidAt = progress.secondsPassed();
    out.accept(
        "%s of %s, height %d%s, about %s to go"
            .formatted(
                text(progress.lived().toSeconds()),
                text(progress.whole().toSeconds()),
                progress.height(),
                speed(progress),
                text(Math.round(progress.secondsLeft()))));
  }

  /** Real nodes live in real time, which need not be said. */
  private static String speed(TestnetProgress progress) {
    return progress.speed() < 1.5 ? "" : ", %.0f times real time".formatted(progress.speed());
  }

  private static String text(long seconds) {
    var duration = Duration.ofSeconds(seconds);
    return "%d:%02d:%02d"
        .formatted(duration.toHours(), duration.toMinutesPart(), duration.toSecondsPart());
  }
}
