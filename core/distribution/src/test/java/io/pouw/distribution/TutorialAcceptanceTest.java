package io.pouw.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code docs/task-type-tutorial.md} to the letter: its files are written, its commands run, and
 * what it promises is looked for in what they print.
 */
class TutorialAcceptanceTest {
  private static final Pattern FENCE =
      Pattern.compile(
          "^```(\\w+)(?: file=(\\S+))?\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

  @TempDir private Path folder = Path.of(".");

  /** What stands between two fences. */
  private record Block(String language, String file, String content) {}

  private static List<Block> blocks() throws IOException {
    String text = Files.readString(Pouw.home().resolve("docs/task-type-tutorial.md"));
    var matcher = FENCE.matcher(text);
    List<Block> blocks = new ArrayList<>();
    while (matcher.find())
      blocks.add(
          new Block(
              matcher.group(1),
              matcher.group(2) == null ? "" : matcher.group(2),
              matcher.group(3)));
    return blocks;
  }

  @Test
  void whoeverFollowsTheTutorialHasATaskTypeOfHisOwn() throws Exception {
    String said = "";
    int promises = 0;
    for (Block block : blocks()) {
      if (!block.file().isEmpty()) {
        Path file = folder.resolve(block.file());
        Files.createDirectories(file.getParent());
        Files.writeString(file, block.content());
      } else if (block.language().equals("sh")) {
        said = run(block.content());
      } else if (block.language().equals("text")) {
        String output = said;
        for (String line : block.content().lines().toList()) {
          assertTrue(output.contains(line), () -> "no '" + line + "' in\n" + output);
          promises++;
        }
      }
    }
    assertEquals(5, promises);
    assertTrue(lines("line/LineTask.java") + lines("line/LineProgram.java") < 70);
  }

  /** Lines of code but for imports and comments. */
  private long lines(String file) throws IOException {
    return Files.readString(folder.resolve(file))
        .lines()
        .filter(line -> !line.isBlank() && !line.matches("(package|import) .*|  /\\*\\*.*"))
        .count();
  }

  private String run(String commands) throws IOException, InterruptedException {
    String jdk = System.getProperty("java.home");
    Path output = Files.createTempFile(folder, "said-", ".txt");
    var builder =
        new ProcessBuilder("sh", "-eu", "-c", commands)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("POUW", Pouw.home().toString());
    builder.environment().put("JAVA_HOME", jdk);
    builder
        .environment()
        .merge("PATH", jdk + "/bin", (old, mine) -> mine + File.pathSeparator + old);
    Process process = builder.start();
    process.getOutputStream().close();
    int status = process.waitFor();
    String said = Files.readString(output);
    assertEquals(0, status, () -> commands + "\n" + said);
    return said;
  }
}
