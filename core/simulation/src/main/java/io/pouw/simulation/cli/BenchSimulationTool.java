package io.pouw.simulation.cli;

import java.io.PrintWriter;
import java.util.Optional;
import java.util.spi.ToolProvider;

/** {@code pouw bench simulation}, as the launcher finds it. */
public final class BenchSimulationTool implements ToolProvider {
  @Override
  public String name() {
    return "pouw bench simulation";
  }

  @Override
  public Optional<String> description() {
    return Optional.of("Times the simulator: virtual seconds in a second, for several networks.");
  }

  @Override
  public int run(PrintWriter out, PrintWriter err, String... arguments) {
    return TestnetTool.Commands.execute(new BenchSimulationCommand(), out, err, arguments);
  }
}
