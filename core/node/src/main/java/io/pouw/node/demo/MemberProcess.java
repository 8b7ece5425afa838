package io.pouw.node.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A member of a cluster as a process of its own, whose output goes to a file. */
public final class MemberProcess implements AutoCloseable {
  private static final long STOP_SECONDS = 15;

  private final String name;
  private final Process process;
  private final Path log;

  private MemberProcess(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /**
   * Starts {@code pouw} with the program of this process.
   *
   * @param jvm options of its JVM beside those of {@code jvm.options}
   * @param conf where {@code jvm.options} lies
   * @param log for its output
   * @param password of its keystores
   */
  public static MemberProcess start(
      String name, List<String> jvm, Path conf, Path log, String password, List<String> arguments)
      throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + conf.resolve("jvm.options"));
    command.addAll(jvm);
    command.add("-Dpouw.home=" + System.getProperty("pouw.home", "."));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.pouw.node.Main"));
    command.addAll(arguments);
    var builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().put("POUW_KEYSTORE_PASSWORD", password);
    return new MemberProcess(name, builder.start(), log);
  }

  public String name() {
    return name;
  }

  /** The last line of its output that begins so. */
  public Optional<String> last(String beginning) {
    try (var lines = Files.lines(log)) {
      return lines.filter(line -> line.startsWith(beginning)).reduce((one, other) -> other);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + log, e);
    }
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** SIGKILL: it gets no chance to do anything. */
  public void kill() {
    process.destroyForcibly();
  }

  /** Asks it to end and waits a while. */
  public void end() throws InterruptedException {
    process.destroy();
    process.waitFor(STOP_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
