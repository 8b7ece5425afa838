package io.pouw.node.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A member in a process of its own, as {@code pouw node start --cluster} starts it. */
final class Member implements AutoCloseable {
  private static final List<String> FLAGS =
      List.of(
          "-Xmx256m",
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "--add-modules=jdk.incubator.vector",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
          "--add-opens=java.management/sun.management=ALL-UNNAMED",
          "--add-opens=jdk.management/com.sun.management.internal=ALL-UNNAMED");

  private final Process process;
  private final Path log;

  private Member(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  static Member start(Path log, String password, List<String> arguments) throws IOException {
    return start(log, password, List.of(), arguments);
  }

  /** With more flags of its JVM. */
  static Member start(Path log, String password, List<String> flags, List<String> arguments)
      throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    command.addAll(flags);
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add("io.pouw.node.Main");
    command.addAll(arguments);
    var builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().put("POUW_KEYSTORE_PASSWORD", password);
    return new Member(builder.start(), log);
  }

  String log() throws IOException {
    return Files.readString(log);
  }

  /** How often it has said so. */
  long said(String text) throws IOException {
    return log().lines().filter(line -> line.contains(text)).count();
  }

  /** The first group of what it said last that fits; fails if it has said nothing like it. */
  String last(String pattern) throws IOException {
    return Pattern.compile(pattern)
        .matcher(log())
        .results()
        .reduce((one, other) -> other)
        .orElseThrow(() -> new AssertionError("never said " + pattern))
        .group(1);
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  void pause() throws IOException, InterruptedException {
    signal("-STOP");
  }

  void goOn() throws IOException, InterruptedException {
    signal("-CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", name, Long.toString(process.pid())).start().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
