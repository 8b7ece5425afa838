package io.pouw.backend.nd4j;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/**
 * Standard output without the line that ND4J 1.0.0-M2.1 prints for each operation whose gradient it
 * derives; no setting keeps it from that. Everything else goes through.
 */
final class QuietOutput extends PrintStream {
  private static final String CHATTER = "Added differentiated op ";

  QuietOutput(OutputStream out, Charset charset) {
    super(out, true, charset);
  }

  /** Puts it in front of what standard output is now. */
  static void install() {
    System.setOut(new QuietOutput(System.out, System.out.charset()));
  }

  @Override
  public void println(@Nullable String line) {
    if (line == null || !line.startsWith(CHATTER)) super.println(line);
  }
}
