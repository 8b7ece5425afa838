package io.pouw.node.cli;

import io.pouw.node.maintenance.Replay;
import io.pouw.node.maintenance.StoppedNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code pouw node replay}. Exit code 0: all fits, 1: something does not. */
@Command(
    name = "replay",
    description =
        "Executes all blocks of a stopped node again and compares state roots and certificates.",
    mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {
  private static final long SHOWN_EVERY = 1_000;

  @Mixin private final FolderOptions folder = new FolderOptions();

  @Override
  public Integer call() {
    try (StoppedNode node = folder.open()) {
      long begun = System.nanoTime();
      Replay replay = Replay.of(node, ReplayCommand::show);
      if (replay.problem().isPresent()) {
        System.err.println("pouw: the chain does not replay: " + replay.problem().get());
        return 1;
      }
      System.out.printf(
          "replayed blocks %d to %d in %.1f s: every state root, certificate and entry fits%n",
          replay.from() + 1, replay.to(), (System.nanoTime() - begun) / 1e9);
      return 0;
    }
  }

  private static void show(long height) {
    if (height % SHOWN_EVERY == 0) System.out.println("height " + height);
  }
}
