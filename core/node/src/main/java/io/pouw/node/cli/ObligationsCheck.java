package io.pouw.node.cli;

import io.pouw.node.obligation.BlockFiles;
import io.pouw.node.obligation.BlockRun;
import io.pouw.node.obligation.BlockRun.Decided;
import io.pouw.node.plugin.Plugins;
import io.pouw.plugin.TaskProgram;
import io.pouw.plugin.TaskType;
import io.pouw.plugin.UpdateCheck;
import io.pouw.primitives.Hash;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** {@code pouw proof verify} on obligations: decides them here, as a miner and a verifier would. */
final class ObligationsCheck {
  private ObligationsCheck() {}

  /** Exit code 0: all are decided, and none otherwise than the file says; 1: not so. */
  static int run(Path file, ProofSubmitCommand.ProofSpecOptions options, boolean models) {
    BlockFiles block = BlockFiles.read(List.of(file), options.spec());
    try (Plugins loaded = Home.loadPlugins(options.plugins())) {
      TaskType type = options.type(loaded);
      int count = block.plan(type).rounds() * block.plan(type).slots();
      List<String> expected =
          new String(block.expected(count), StandardCharsets.US_ASCII).lines().toList();
      TaskProgram program = type.open(block.spec(), block.training(), Hash.sha256(block.text()));
      List<Decided> all = BlockRun.run(program, each -> print(each, models));
      List<Decided> otherwise =
          all.stream()
              .filter(each -> isOther(each.verdict(), expected.get(each.number() - 1)))
              .toList();
      otherwise.forEach(each ->
          System.err.printf(
              "pouw: obligation %d is %s, the file says %s%n",
              each.number(), each.verdict(), expected.get(each.number() - 1)));
      long decided = all.stream().filter(each -> !each.verdict().equals("unknown")).count();
      System.out.printf(
          Locale.ROOT,
          "%d of %d obligations are decided, in %.1f ms; checking the claims takes %.1f ms%n",
          decided,
          all.size(),
          all.stream().mapToLong(Decided::workNanos).sum() / 1e6,
          all.stream().mapToLong(Decided::checkNanos).sum() / 1e6);
      boolean held = all.stream().allMatch(each -> each.check() instanceof UpdateCheck.Valid);
      return decided == all.size() && otherwise.isEmpty() && held ? 0 : 1;
    }
  }

  private static boolean isOther(String found, String expected) {
    return !expected.equals("unknown") && !found.equals("unknown") && !found.equals(expected);
  }

  private static void print(Decided each, boolean models) {
    List<String> lines = each.words().lines().toList();
    System.out.printf(
        Locale.ROOT,
        "%3d  %-100s %8.1f ms, checked in %.1f ms%s%n",
        each.number(),
        lines.getFirst(),
        each.workNanos() / 1e6,
        each.checkNanos() / 1e6,
        switch (each.check()) {
          case UpdateCheck.Valid _ -> "";
          case UpdateCheck.Wrong wrong -> ", WRONG: " + wrong.reason();
          case UpdateCheck.Undecided undecided -> ", undecided: " + undecided.reason();
        });
    if (models) lines.stream().skip(1).forEach(line -> System.out.println("     " + line));
  }
}
