package io.pouw.learning.data;

/** Reads numbers from CSV text, row by row, and knows where it stands. */
final class CsvRows {
  private static final int MAX_VALUE = 255;

  private final byte[] text;
  private final int features;
  private final int classes;
  private int at;
  private int line;
  private int column;

  CsvRows(byte[] text, int features, int classes) {
    this.text = text;
    this.features = features;
    this.classes = classes;
  }

  /** Room for the features of all rows, if the text is long enough to hold so many. */
  byte[] allocate(int rows) {
    long size = (long) rows * features;
    // Each value takes a digit and a separator.
    if (size > text.length / 2)
      throw new DataException(
          "rows: %d rows of %d values and a label do not fit in %d bytes"
              .formatted(rows, features, text.length));
    return new byte[(int) size];
  }

  /** Writes the features of the next row and returns its label. */
  int readRow(byte[] values, int row) {
    line = row + 1;
    for (column = 1; column <= features; column++) {
      values[row * features + column - 1] = (byte) number(MAX_VALUE, "a value");
      expect(',');
    }
    int label = number(classes - 1, "a label");
    if (at < text.length && text[at] == '\r') at++;
    if (at < text.length) expect('\n');
    return label;
  }

  private int number(int highest, String what) {
    int start = at;
    int number = 0;
    while (at < text.length && text[at] >= '0' && text[at] <= '9' && at - start < 4)
      number = 10 * number + text[at++] - '0';
    if (at == start) throw error("found " + found() + ", expected " + what);
    if (number > highest) throw error(what + " is " + number + ", at most " + highest + " can be");
    return number;
  }

  private void expect(char separator) {
    if (at == text.length || text[at] != separator)
      throw error("found " + found() + ", expected " + named(separator));
    at++;
  }

  private String found() {
    return at == text.length ? "the end of the file" : named((char) (text[at] & 0xff));
  }

  private static String named(char c) {
    return c == '\n' ? "the end of the line" : "'" + c + "'";
  }

  private DataException error(String problem) {
    return new DataException("rows: line %d, column %d: %s".formatted(line, column, problem));
  }
}
