package io.pouw.node.demo;

import java.io.PrintStream;
import java.util.Locale;

/**
 * Shows a run: a small panel that is drawn over itself on a terminal, plain lines elsewhere. Not
 * thread-safe.
 */
final class Console {
  private static final int BAR_WIDTH = 40;
  private static final String UP_AND_CLEAR = "\u001b[1A\u001b[2K";

  private final PrintStream out;
  private final boolean terminal;
  private int drawnLines;
  private String lastPlain = "";

  Console(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  @SuppressWarnings("SystemConsoleNull") // since Java 25 it is null again where no terminal is
  static Console standard() {
    var console = System.console();
    return new Console(System.out, console != null && console.isTerminal());
  }

  /** A line that stays. */
  void line(String text) {
    erase();
    out.println(text);
    out.flush();
  }

  void show(Progress progress) {
    if (terminal) panel(progress);
    else plain(progress);
  }

  private void panel(Progress p) {
    erase();
    int filled = p.rounds() == 0 ? 0 : BAR_WIDTH * p.round() / p.rounds();
    String bar = "#".repeat(filled) + ".".repeat(BAR_WIDTH - filled);
    draw(String.format(Locale.ROOT, "  %s", p.phase()));
    draw(String.format(Locale.ROOT, "  round %4d / %-4d [%s]", p.round(), p.rounds(), bar));
    draw(String.format(Locale.ROOT, "  loss %-10s accuracy %-10s", p.lossText(), p.accuracyText()));
    draw(
        String.format(
            Locale.ROOT,
            "  height %-8d view %-8d finality p50 %s",
            p.height(),
            p.view(),
            p.finalityText()));
    draw(
        String.format(
            Locale.ROOT,
            "  units committed %-6d drawn %-4d verified %-4d rejected %-3d minted %s PAI",
            p.committed(),
            p.drawn(),
            p.verified(),
            p.rejected(),
            p.minted()));
    out.flush();
  }

  private void draw(String line) {
    out.println(line);
    drawnLines++;
  }

  private void erase() {
    for (; drawnLines > 0; drawnLines--) out.print(UP_AND_CLEAR);
  }

  private void plain(Progress p) {
    int step = Math.max(1, p.rounds() / 16);
    String line =
        String.format(
            Locale.ROOT,
            "%-12s round %d/%d loss %s accuracy %s height %d view %d finality %s committed %d drawn %d"
                + " verified %d rejected %d minted %s",
            p.phase(),
            p.round(),
            p.rounds(),
            p.lossText(),
            p.accuracyText(),
            p.height(),
            p.view(),
            p.finalityText(),
            p.committed(),
            p.drawn(),
            p.verified(),
            p.rejected(),
            p.minted());
    String key = p.phase() + p.round() / step + p.committed() + p.verified() + p.rejected();
    if (key.equals(lastPlain)) return;
    lastPlain = key;
    out.println(line);
    out.flush();
  }
}
