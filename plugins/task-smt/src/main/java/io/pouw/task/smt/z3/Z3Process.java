package io.pouw.task.smt.z3;

import com.microsoft.z3.Context;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * A process with Z3. Its address space is limited by the kernel, its answers are limited in size,
 * and it is killed when it takes too long. Used by one thread at a time.
 */
final class Z3Process implements AutoCloseable {
  private static final int ADDRESS_SPACE_KB = 6 << 20;

  /**
   * Beside its own code Z3 uses the C library's floating-point functions, of which there are
   * several by processor; this takes the plain ones everywhere. Names that a C library does not
   * know are ignored.
   */
  private static final String PLAIN_MATHS =
      "glibc.cpu.hwcaps=-AVX2,-FMA,-FMA4,-AVX512F,-AVX2_Usable,-FMA_Usable,-FMA4_Usable";

  private final Process process;
  private final DataOutputStream to;
  private final DataInputStream from;

  private Z3Process(Process process) {
    this.process = process;
    this.to = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
    this.from = new DataInputStream(process.getInputStream());
  }

  /** Starts one; Z3's libraries are unpacked into a folder that goes with the process. */
  static Z3Process start() throws IOException {
    Path folder = Files.createTempDirectory("pouw-z3");
    var builder = new ProcessBuilder(command(folder));
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.put("GLIBC_TUNABLES", PLAIN_MATHS);
    environment.put("LC_ALL", "C");
    Process process = builder.directory(folder.toFile()).redirectError(Redirect.DISCARD).start();
    CompletableFuture<Void> _ = process.onExit().thenRun(() -> delete(folder));
    return new Z3Process(process);
  }

  private static List<String> command(Path folder) {
    var command = new ArrayList<String>();
    if (Files.isExecutable(Path.of("/bin/sh")))
      command.addAll(
          List.of(
              "/bin/sh",
              "-c",
              "ulimit -c 0; ulimit -v " + ADDRESS_SPACE_KB + "; exec \"$0\" \"$@\""));
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:CompressedClassSpaceSize=32m",
            "-XX:ReservedCodeCacheSize=32m",
            "-Xshare:auto",
            "-XX:-UsePerfData",
            "--enable-native-access=ALL-UNNAMED",
            "-Djava.io.tmpdir=" + folder,
            "-cp",
            String.join(File.pathSeparator, libraries()),
            Z3Main.class.getName()));
    return command;
  }

  /** This plugin's archive; in tests, where nothing is packed, those of its parts. */
  private static List<String> libraries() {
    var found = new ArrayList<String>();
    for (String name :
        List.of(
            Z3Main.class.getName(),
            Context.class.getName(),
            "tools.aqua.turnkey.support.TurnKey")) {
      try {
        var type = Class.forName(name, false, Z3Process.class.getClassLoader());
        String place =
            Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
        if (!found.contains(place)) found.add(place);
      } catch (ClassNotFoundException | URISyntaxException e) {
        throw new IllegalStateException("the plugin is damaged: " + name, e);
      }
    }
    return found;
  }

  private static void delete(Path folder) {
    try (var files = Files.walk(folder)) {
      for (Path each : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(each);
    } catch (IOException _) {
      // what is left lies in the system's folder for such
    }
  }

  /**
   * Asks; the process is good for nothing after an error.
   *
   * @throws IOException if it dies, is killed for taking longer than {@code limit}, or talks
   *     nonsense
   */
  Z3Answer ask(Wire.Question question, Duration limit) throws IOException {
    Thread guard =
        Thread.ofVirtual()
            .start(() -> {
              try {
                Thread.sleep(limit);
                process.destroyForcibly();
              } catch (InterruptedException _) {
                // it has answered
              }
            });
    try {
      Wire.write(question, to);
      return Wire.readAnswer(from);
    } finally {
      guard.interrupt();
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
