package io.pouw.learning.data;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads a header and decimal numbers from CSV text, and knows where it stands. */
final class TableRows {
  private static final int MAX_FIELD_BYTES = 1_024;
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]{1,5})?");

  private final byte[] text;
  private int at;
  private int line = 1;
  private int column;

  TableRows(byte[] text) {
    this.text = text;
  }

  /** Names of the columns, without quotes and spaces around them. */
  List<String> header() {
    List<String> names = new ArrayList<>();
    boolean more = true;
    while (more) {
      String name = field();
      if (name.length() >= 2 && name.startsWith("\"") && name.endsWith("\""))
        name = name.substring(1, name.length() - 1);
      if (names.contains(name)) throw error("the name " + name + " stands there twice");
      names.add(name);
      more = at < text.length && text[at] == ',';
      if (more) at++;
    }
    endLine();
    return names;
  }

  /** Lines that follow. */
  int rowsLeft() {
    int lines = 0;
    for (int i = at; i < text.length; i++) if (text[i] == '\n') lines++;
    return at < text.length && text[text.length - 1] != '\n' ? lines + 1 : lines;
  }

  int bytesLeft() {
    return text.length - at;
  }

  /**
   * The next number and the separator after it.
   *
   * @param last whether a line's end follows, not a comma
   */
  float number(boolean last) {
    String field = field();
    if (!DECIMAL.matcher(field).matches())
      throw error("found '" + field + "', expected a decimal number");
    float value = Float.parseFloat(field);
    if (!Float.isFinite(value)) throw error(field + " is beyond the range of a 32-bit float");
    if (last) endLine();
    else if (at < text.length && text[at] == ',') at++;
    else throw error("the line ends, expected another value");
    return value;
  }

  private String field() {
    column++;
    int from = at;
    while (at < text.length && text[at] != ',' && text[at] != '\n' && text[at] != '\r') {
      if (at - from == MAX_FIELD_BYTES)
        throw error("a field has more than " + MAX_FIELD_BYTES + " bytes");
      at++;
    }
    return TableFormat.ascii(text, from, at).strip();
  }

  private void endLine() {
    if (at < text.length && text[at] == '\r') at++;
    if (at < text.length && text[at] != '\n')
      throw error("found '" + (char) (text[at] & 0xff) + "', expected the end of the line");
    at = Math.min(at + 1, text.length);
    line++;
    column = 0;
  }

  private DataException error(String problem) {
    return new DataException("rows: line %d, column %d: %s".formatted(line, column, problem));
  }
}
