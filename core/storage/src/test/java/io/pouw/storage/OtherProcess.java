package io.pouw.storage;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A second JVM that uses a data folder, to be contended with or killed. */
final class OtherProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;

  private OtherProcess(Process process) {
    this.process = process;
    this.output = process.inputReader(StandardCharsets.UTF_8);
  }

  /** Starts a process that runs {@link #main} in a folder. */
  static OtherProcess in(Path folder) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var command =
        List.of(
            java,
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            OtherProcess.class.getName(),
            folder.toString());
    return new OtherProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
  }

  /** The last height that the process reported as committed, after at least so many. */
  long committed(int atLeast) throws IOException {
    long height = -1;
    while (height < atLeast) {
      String line = output.readLine();
      if (line == null) throw new AssertionError("the other process ended at height " + height);
      if (!line.startsWith("committed ")) throw new AssertionError("the other process: " + line);
      height = Long.parseLong(line.substring("committed ".length()));
    }
    return height;
  }

  /** Kills the process, as kill -9 does; the last height that it had reported, -1 if none more. */
  long kill() throws IOException, InterruptedException {
    // By its handle: the method of Process would close the output that is read below.
    process.toHandle().destroyForcibly();
    process.waitFor();
    long height = -1;
    for (String line = output.readLine(); line != null; line = output.readLine())
      if (line.matches("committed [0-9]+"))
        height = Long.parseLong(line.substring("committed ".length()));
    return height;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** Takes the folder and commits blocks until it is killed. */
  public static void main(String[] arguments) {
    DataFolder folder = DataFolder.open(Path.of(arguments[0]));
    ChainStore store = ChainStore.open(folder.chain(), Samples.CHAIN);
    for (long height = 0; ; height++) {
      store.commit(Samples.block(height), Samples.change(height));
      System.out.println("committed " + height);
    }
  }
}
