package io.pouw.task.tribuo.table;

import io.pouw.learning.data.DataException;
import io.pouw.learning.data.Gzip;
import io.pouw.task.tribuo.spec.Bounds;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads comma-separated text in UTF-8, gzip or not, line by line (RFC 4180, but no line break
 * within quotes). Spaces around a field that is not quoted do not count; empty lines are passed
 * over.
 */
final class CsvReader {
  private static final int MAX_FIELD = 1_024;
  private static final int MAX_BYTES = 1 << 28;

  private final String text;
  private final List<String> header;
  private int at;
  private int line;

  /**
   * Reads the header.
   *
   * @throws DataException if there is none, or it names a column twice
   */
  CsvReader(byte[] content) {
    text = decode(Gzip.unpack("rows", content));
    header = next();
    if (header.isEmpty()) throw new DataException("rows: there is no header line");
    for (int i = 0; i < header.size(); i++)
      if (header.indexOf(header.get(i)) < i)
        throw error(i, "the name '" + header.get(i) + "' stands there twice");
  }

  private static String decode(byte[] content) {
    if (content.length > MAX_BYTES)
      throw new DataException(
          "rows: %d bytes, at most %d can be".formatted(content.length, MAX_BYTES));
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
      return text.startsWith("\ufeff") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new DataException("rows: is not UTF-8: " + e.getMessage());
    }
  }

  /** Names of the columns. */
  List<String> header() {
    return header;
  }

  /**
   * The fields of the next line that is not empty; no field after the last.
   *
   * @throws DataException if a line has not as many fields as the header
   */
  List<String> next() {
    while (at < text.length() && (text.charAt(at) == '\n' || text.charAt(at) == '\r')) endLine();
    if (at == text.length()) return List.of();
    line++;
    List<String> fields = new ArrayList<>(header == null ? 16 : header.size());
    fields.add(field(0));
    while (at < text.length() && text.charAt(at) == ',') {
      at++;
      if (fields.size() == Bounds.COLUMNS + 1)
        throw error(fields.size(), "more than " + fields.size() + " columns");
      fields.add(field(fields.size()));
    }
    if (at < text.length()) endLine();
    if (header != null && fields.size() != header.size())
      throw error(
          fields.size() - 1,
          "has %d fields, the header has %d".formatted(fields.size(), header.size()));
    return fields;
  }

  private void endLine() {
    if (text.charAt(at) == '\n' || at + 1 < text.length() && text.charAt(at + 1) != '\n') {
      if (text.charAt(at++) == '\n' && line > 0 && isBlankBefore()) line++;
    } else {
      at = Math.min(at + 2, text.length());
    }
  }

  /** Whether the line that ended at the last character was an empty one. */
  private boolean isBlankBefore() {
    return at >= 2 && text.charAt(at - 2) == '\n';
  }

  private String field(int column) {
    while (at < text.length() && text.charAt(at) == ' ') at++;
    return at < text.length() && text.charAt(at) == '"' ? quoted(column) : plain(column);
  }

  private String plain(int column) {
    int from = at;
    while (at < text.length() && !isSeparator(text.charAt(at))) at++;
    if (at - from > MAX_FIELD) throw tooLong(column);
    return text.substring(from, at).strip();
  }

  private static boolean isSeparator(char c) {
    return c == ',' || c == '\n' || c == '\r';
  }

  private String quoted(int column) {
    var field = new StringBuilder();
    for (at++; ; at++) {
      if (at == text.length() || text.charAt(at) == '\n')
        throw error(column, "the quotes are not closed in their line");
      if (text.charAt(at) != '"') field.append(text.charAt(at));
      else if (at + 1 < text.length() && text.charAt(at + 1) == '"')
        field.append(text.charAt(++at));
      else break;
      if (field.length() > MAX_FIELD) throw tooLong(column);
    }
    at++;
    while (at < text.length() && text.charAt(at) == ' ') at++;
    if (at < text.length() && !isSeparator(text.charAt(at)))
      throw error(column, "found '" + text.charAt(at) + "' after the quotes, expected a comma");
    return field.toString();
  }

  private DataException tooLong(int column) {
    return error(column, "a field has more than " + MAX_FIELD + " characters");
  }

  /**
   * The error of something in the line read last.
   *
   * @param column from 0
   */
  DataException error(int column, String problem) {
    String name = header != null && column < header.size() ? " (" + header.get(column) + ")" : "";
    return new DataException(
        "rows: line %d, column %d%s: %s".formatted(line, column + 1, name, problem));
  }
}
