package io.pouw.node.dataset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pouw.node.model.BadInputException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;

/**
 * Takes text in UTF-8 as a data set, gzip or not: one text for a language model, or lines {@code
 * label TAB text}. It is unpacked and checked, piece by piece, and else left as it is.
 *
 * @param window tokens of a window, for the spec
 */
public record TextImport(int window) {
  private static final int MAX_ALPHABET = 1_024;
  private static final int MAX_LABELS = 1_024;
  private static final int MAX_LABEL = 1_024;

  /** A text; its characters become the alphabet if they are few, else tokens are bytes. */
  DatasetFolder ofText(Path file, Path to) throws IOException {
    Files.createDirectories(to);
    var alphabet = new TreeSet<Integer>();
    copy(
        file,
        to.resolve("text.txt"),
        character -> {
          if (alphabet.size() <= MAX_ALPHABET) alphabet.add(character);
        });
    ObjectNode spec = DatasetFolder.object().put("format", "text");
    if (alphabet.size() >= 2 && alphabet.size() <= MAX_ALPHABET) {
      var characters = new StringBuilder();
      alphabet.forEach(characters::appendCodePoint);
      spec.put("alphabet", characters.toString());
    }
    return DatasetFolder.ofFile(to, spec.put("length", window), List.of(), "text", "text.txt");
  }

  /** Labelled lines. */
  DatasetFolder ofLines(Path file, Path to) throws IOException {
    Files.createDirectories(to);
    var lines = new Labels(file);
    copy(file, to.resolve("rows.tsv"), lines);
    lines.end();
    ObjectNode spec = DatasetFolder.object().put("format", "labelled_text");
    var names = spec.putArray("labels");
    lines.labels.forEach(names::add);
    spec.put("buckets", 1 << 14).put("length", window);
    return DatasetFolder.ofFile(to, spec, List.copyOf(lines.labels), "rows", "rows.tsv");
  }

  /** Sees the characters of a file one by one. */
  private interface Reading {
    void see(int character);
  }

  private static void copy(Path from, Path to, Reading reading) throws IOException {
    if (!Files.isRegularFile(from)) throw new BadInputException("there is no file " + from);
    var strict =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    long characters = 0;
    try (Reader in = new InputStreamReader(CsvFile.unpacked(from), strict);
        OutputStream bytes = Files.newOutputStream(to);
        Writer out = new OutputStreamWriter(bytes, StandardCharsets.UTF_8)) {
      char[] buffer = new char[1 << 15];
      int high = 0;
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        out.write(buffer, 0, n);
        for (int i = 0; i < n; i++) {
          if (Character.isHighSurrogate(buffer[i])) high = buffer[i];
          else {
            boolean low = Character.isLowSurrogate(buffer[i]);
            reading.see(low ? Character.toCodePoint((char) high, buffer[i]) : buffer[i]);
            characters++;
          }
        }
      }
    } catch (CharacterCodingException e) {
      throw new BadInputException(
          "%s: is not UTF-8, after %d characters".formatted(from, characters), e);
    }
    if (characters == 0) throw new BadInputException(from + " is empty");
  }

  /** The labels at the beginning of the lines. */
  private static final class Labels implements Reading {
    private final Path file;
    private final TreeSet<String> labels = new TreeSet<>();
    private final StringBuilder label = new StringBuilder();
    private boolean inText;
    private long line = 1;

    Labels(Path file) {
      this.file = file;
    }

    @Override
    public void see(int character) {
      if (character == '\n') {
        if (!inText) throw error("has no tab between label and text");
        inText = false;
        line++;
      } else if (!inText && character == '\t') {
        labels.add(label.toString());
        if (label.isEmpty()) throw error("has no label");
        if (labels.size() > MAX_LABELS)
          throw error("has label %d, at most %d can be".formatted(labels.size(), MAX_LABELS));
        label.setLength(0);
        inText = true;
      } else if (!inText) {
        if (label.length() == MAX_LABEL) throw error("has no tab, or a very long label");
        label.appendCodePoint(character);
      }
    }

    void end() {
      if (!label.isEmpty()) throw error("has no tab between label and text");
      if (labels.size() < 2) throw new BadInputException(file + " has one label only: " + labels);
    }

    private BadInputException error(String problem) {
      return new BadInputException("%s: line %d %s".formatted(file, line, problem));
    }
  }
}
