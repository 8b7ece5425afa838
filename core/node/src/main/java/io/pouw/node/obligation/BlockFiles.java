package io.pouw.node.obligation;

import io.pouw.node.model.BadInputException;
import io.pouw.node.model.InputFile;
import io.pouw.plugin.TaskPlan;
import io.pouw.plugin.TaskType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A proof block made of files of SMT-LIB 2, one after the other, each with one obligation or
 * several that are separated by {@code (reset)}.
 *
 * @param text the whole block
 * @param spec of the task, JSON
 */
public record BlockFiles(byte[] text, byte[] spec) {
  /** The task type that decides obligations. */
  public static final String TASK_TYPE = "smt";

  private static final long MAX_FILE_BYTES = 8 << 20;
  private static final Pattern RESET = Pattern.compile("\\(\\s*reset\\s*\\)");
  private static final Pattern EXIT = Pattern.compile("\\(\\s*exit\\s*\\)\\s*$");
  private static final Pattern STATUS =
      Pattern.compile("\\(\\s*set-info\\s+:status\\s+(sat|unsat|unknown)\\s*\\)");
  private static final Set<String> VERDICTS = Set.of("sat", "unsat", "unknown");

  /** Reads files in their order. */
  public static BlockFiles read(List<Path> files, byte[] spec) {
    var scripts = new ArrayList<String>();
    for (Path file : files) {
      byte[] content = InputFile.read(file, "file of obligations", MAX_FILE_BYTES);
      // a solver that is given the whole block must not end with its first part
      scripts.add(
          EXIT.matcher(new String(content, StandardCharsets.ISO_8859_1).stripTrailing())
              .replaceFirst(""));
    }
    String text = String.join("\n(reset)\n", scripts) + "\n";
    return new BlockFiles(text.getBytes(StandardCharsets.ISO_8859_1), spec);
  }

  /** Whether a file holds obligations, and not a proof from a chain, which is no text. */
  public static boolean areObligations(byte[] content) {
    int at = 0;
    while (at < content.length && Character.isWhitespace(content[at])) at++;
    return at < content.length && (content[at] == '(' || content[at] == ';');
  }

  /** The task's training data. */
  public Map<String, byte[]> training() {
    return Map.of("obligations", text);
  }

  /**
   * How the block is cut into units.
   *
   * @throws IllegalArgumentException if it is no proof block, with line and column
   */
  public TaskPlan plan(TaskType type) {
    List<String> problems = type.problems(spec);
    if (!problems.isEmpty()) throw new BadInputException(String.join("\n", problems));
    return type.plan(spec, training());
  }

  /**
   * The task's test data: what the files themselves say of their obligations with {@code (set-info
   * :status ...)}; unknown where they say nothing.
   *
   * @param count obligations of the block
   */
  public byte[] expected(int count) {
    List<String> scripts =
        RESET.splitAsStream(new String(text, StandardCharsets.ISO_8859_1)).toList();
    var lines = new StringBuilder();
    for (int i = 0; i < count; i++) {
      Matcher found = STATUS.matcher(scripts.size() == count ? scripts.get(i) : "");
      lines.append(found.find() ? found.group(1) : "unknown").append('\n');
    }
    return lines.toString().getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * The same from a file with a line for each obligation.
   *
   * @throws BadInputException if it is none
   */
  public static byte[] expected(Path file, int count) {
    byte[] content = InputFile.read(file, "file of expected verdicts", 64 * 1024);
    List<String> lines = new String(content, StandardCharsets.US_ASCII).lines().toList();
    if (lines.size() != count || !VERDICTS.containsAll(lines))
      throw new BadInputException(
          "%s has to have %d lines, each of them sat, unsat or unknown".formatted(file, count));
    return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.US_ASCII);
  }
}
