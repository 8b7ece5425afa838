package io.pouw.node.dataset;

import io.pouw.node.model.BadInputException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * Comma-separated text in UTF-8, gzip or not, read line by line (RFC 4180 without line breaks in
 * quotes). A field has no blanks around it. For one thread.
 */
final class CsvFile implements AutoCloseable {
  private static final int MAX_LINE = 1 << 22;
  private static final int MAX_COLUMNS = 1_000_001;

  private final Path file;
  private final Reader in;
  private final StringBuilder line = new StringBuilder();
  private long number;

  CsvFile(Path file) throws IOException {
    this.file = file;
    if (!Files.isRegularFile(file)) throw new BadInputException("there is no file " + file);
    var decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    this.in = new InputStreamReader(unpacked(file), decoder);
  }

  /** The content of a file that may be packed with gzip. */
  static InputStream unpacked(Path file) throws IOException {
    var raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    try {
      raw.mark(2);
      boolean packed = raw.read() == 0x1f && raw.read() == 0x8b;
      raw.reset();
      return packed ? new BufferedInputStream(new GZIPInputStream(raw), 1 << 16) : raw;
    } catch (IOException e) {
      raw.close();
      throw new BadInputException(file + " is a damaged gzip file: " + e.getMessage(), e);
    }
  }

  /** The fields of the next line that is not blank; empty at the end. */
  Optional<List<String>> next() {
    while (readLine()) if (!line.isEmpty()) return Optional.of(fields());
    return Optional.empty();
  }

  private boolean readLine() {
    line.setLength(0);
    number++;
    try {
      int c = in.read();
      if (c < 0) return false;
      for (; c >= 0 && c != '\n'; c = in.read()) {
        if (line.length() == MAX_LINE) throw error("has more than " + MAX_LINE + " characters");
        line.append((char) c);
      }
      if (!line.isEmpty() && line.charAt(line.length() - 1) == '\r')
        line.setLength(line.length() - 1);
      return true;
    } catch (CharacterCodingException e) {
      throw new BadInputException(file + ": is not UTF-8, near line " + number, e);
    } catch (IOException e) {
      throw new BadInputException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private List<String> fields() {
    var fields = new ArrayList<String>();
    for (int at = 0; at <= line.length(); ) {
      if (fields.size() == MAX_COLUMNS) throw error("has more than " + MAX_COLUMNS + " columns");
      while (at < line.length() && line.charAt(at) == ' ') at++;
      at = at < line.length() && line.charAt(at) == '"' ? quoted(at, fields) : plain(at, fields);
    }
    return fields;
  }

  /** Adds the field that begins here and gives where the next one begins. */
  private int plain(int from, List<String> fields) {
    int to = line.indexOf(",", from);
    if (to < 0) to = line.length();
    fields.add(line.substring(from, to).strip());
    return to + 1;
  }

  private int quoted(int from, List<String> fields) {
    var field = new StringBuilder();
    int at = from + 1;
    for (; at < line.length(); at++) {
      if (line.charAt(at) == '"') {
        if (at + 1 == line.length() || line.charAt(at + 1) != '"') break;
        at++;
      }
      field.append(line.charAt(at));
    }
    if (at == line.length()) throw error("has a quote that is not closed");
    at++;
    while (at < line.length() && line.charAt(at) == ' ') at++;
    if (at < line.length() && line.charAt(at) != ',')
      throw error("goes on after a quote with '" + line.charAt(at) + "', expected a comma");
    fields.add(field.toString());
    return at + 1;
  }

  BadInputException error(String problem) {
    return new BadInputException("%s: line %d %s".formatted(file, number, problem));
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
