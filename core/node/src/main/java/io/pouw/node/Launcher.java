package io.pouw.node;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The main class of {@code pouw.jar}: makes {@code java -jar pouw.jar ...} run with the JVM options
 * that PoUW needs.
 *
 * <p>A manifest can open packages, but it cannot add the module of the SIMD kernels. So a JVM
 * without that module starts a second one with the options of {@code conf/jvm.options} and the
 * user's own, passes signals on to it and ends with its exit status; never a third one. A JVM that
 * has the module ({@code ./pouw} starts one) goes straight to {@link Main}.
 *
 * <p>This class is compiled for Java 17, so that an older Java says what is missing instead of
 * printing an {@link UnsupportedClassVersionError}. It may use nothing newer but {@link Main} and
 * {@link StandardError}, and only after the version is checked.
 */
public final class Launcher {
  private static final int REQUIRED_JAVA = 25;
  private static final String VECTOR_MODULE = "jdk.incubator.vector";

  /** Printed by the JVM while it boots; there is no option against it. */
  private static final String INCUBATOR_NOTICE =
      "WARNING: Using incubator modules: " + VECTOR_MODULE + System.lineSeparator();

  /** Separates what the JVM printed while booting from what the program prints. */
  private static final int END_OF_BOOT = 0;

  /** The value of {@code pouw.stderr} in a JVM that another one started. */
  private static final String RELAYED = "relayed";

  private static final long PARENT_POLL_MILLIS = 250;

  private Launcher() {}

  /** Runs {@link Main} with these arguments, here or in a JVM with the right options. */
  public static void main(String[] args) throws Exception {
    if (Runtime.version().feature() < REQUIRED_JAVA) {
      System.err.printf(
          "PoUW needs Java %d, and this is Java %s (%s).%n"
              + "Install a JDK %d (https://adoptium.net, or your system's package manager), and run it by its"
              + " path or set JAVA_HOME and use ./pouw.%n",
          REQUIRED_JAVA, Runtime.version(), System.getProperty("java.home"), REQUIRED_JAVA);
      System.exit(1);
    }
    if (ModuleLayer.boot().findModule(VECTOR_MODULE).isEmpty() && !isSecond()) {
      System.exit(runAgain(args));
    }
    bootIsOver();
    Main.main(args);
  }

  /**
   * Whether another one started this JVM with the options of {@code conf/jvm.options}. If it lacks
   * the module all the same, the options lack it, and a third JVM would be no better: the program
   * runs without, as fast as that is.
   */
  private static boolean isSecond() {
    return System.getProperty("pouw.stderr", "").equals(RELAYED);
  }

  /**
   * Tells whoever started this JVM that it has booted, so that its standard error is let through
   * from here on.
   */
  private static void bootIsOver() {
    String stderr = System.getProperty("pouw.stderr", "");
    if (isSecond()) {
      System.err.write(END_OF_BOOT);
      System.err.flush();
      endWithParent();
    } else if (!stderr.isEmpty()) {
      StandardError.restore(Integer.parseInt(stderr));
    }
  }

  private static int runAgain(String[] args) throws IOException, InterruptedException {
    Path jar = jar();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options(jar));
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.add("-Dpouw.stderr=" + RELAYED);
    if (System.getProperty("pouw.home") == null) {
      command.add("-Dpouw.home=" + jar.resolveSibling("").toAbsolutePath().normalize());
    }
    command.addAll(List.of("-cp", jar.toString(), Launcher.class.getName()));
    command.addAll(List.of(args));

    Process child =
        new ProcessBuilder(command)
            .redirectInput(ProcessBuilder.Redirect.INHERIT)
            .redirectOutput(ProcessBuilder.Redirect.INHERIT)
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(child), "stop-child"));
    relay(child.getErrorStream(), System.err);
    return child.waitFor();
  }

  private static Path jar() {
    try {
      return Path.of(Launcher.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the place of pouw.jar is not a path", e);
    }
  }

  /** The JVM options, from {@code conf/jvm.options} beside the jar or else from the copy in it. */
  private static List<String> options(Path jar) throws IOException {
    Path file = jar.resolveSibling("conf").resolve("jvm.options");
    if (Files.isReadable(file)) {
      return List.of("@" + file);
    }
    try (InputStream copy = Launcher.class.getResourceAsStream("jvm.options")) {
      if (copy == null) {
        throw new IllegalStateException("pouw.jar is damaged: it has no jvm.options");
      }
      return new String(copy.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .toList();
    }
  }

  /**
   * Copies until the end, at once and byte for byte, leaving out the incubator notice of the boot.
   */
  private static void relay(InputStream from, OutputStream to) throws IOException {
    ByteArrayOutputStream boot = new ByteArrayOutputStream();
    int next = from.read();
    while (next >= 0 && next != END_OF_BOOT) {
      boot.write(next);
      next = from.read();
    }
    String printed = boot.toString(StandardCharsets.ISO_8859_1).replace(INCUBATOR_NOTICE, "");
    to.write(printed.getBytes(StandardCharsets.ISO_8859_1));
    to.flush();
    byte[] buffer = new byte[8192];
    int read = from.read(buffer);
    while (read >= 0) {
      to.write(buffer, 0, read);
      to.flush();
      read = from.read(buffer);
    }
  }

  /** Asks the child to end and waits for it, however long its own shutdown takes. */
  private static void stop(Process child) {
    child.destroy();
    try {
      child.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A parent that was killed outright can pass nothing on; this JVM then ends as abruptly. */
  private static void endWithParent() {
    ProcessHandle.current()
        .parent()
        .ifPresent(parent -> {
          Thread watch = new Thread(() -> haltWhenGone(parent), "watch-parent");
          watch.setDaemon(true);
          watch.start();
        });
  }

  private static void haltWhenGone(ProcessHandle parent) {
    try {
      while (parent.isAlive()) {
        TimeUnit.MILLISECONDS.sleep(PARENT_POLL_MILLIS);
      }
      Runtime.getRuntime().halt(137);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
