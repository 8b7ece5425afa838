package io.pouw.learning.data;

import io.pouw.learning.spec.DatasetSpec;
import java.util.Arrays;

/**
 * Comma-separated whole numbers from 0 to 255 without a header, the label last; one row a line,
 * lines ended by LF or CR LF.
 */
public final class CsvFormat {
  private CsvFormat() {}

  /**
   * Reads a data set.
   *
   * @param content the text, gzip or not
   * @throws DataException naming line and column of what is wrong
   */
  public static Dataset read(byte[] content, DatasetSpec spec) {
    byte[] text = Gzip.unpack("rows", content);
    int rows = lines(text);
    if (rows == 0) throw new DataException("rows: the file is empty");
    CsvRows in = new CsvRows(text, spec.features(), spec.classes());
    byte[] values = in.allocate(rows);
    byte[] labels = new byte[rows];
    for (int row = 0; row < rows; row++) labels[row] = (byte) in.readRow(values, row);
    return new ByteRows(values, 0, labels, 0, rows, spec.features(), spec.scale());
  }

  /**
   * The lines {@code from} (counted from 0) to {@code to} (not included) as a file of their own,
   * not packed: to split a file into training and test data.
   *
   * @throws DataException if there are fewer lines
   */
  public static byte[] slice(byte[] content, int from, int to) {
    byte[] text = Gzip.unpack("rows", content);
    int lines = lines(text);
    if (from < 0 || to < from || to > lines)
      throw new DataException(
          "rows: lines %d to %d were asked for, there are %d".formatted(from, to, lines));
    return Arrays.copyOfRange(text, startOfLine(text, from), startOfLine(text, to));
  }

  private static int lines(byte[] text) {
    int lines = 0;
    for (byte b : text) if (b == '\n') lines++;
    return text.length > 0 && text[text.length - 1] != '\n' ? lines + 1 : lines;
  }

  private static int startOfLine(byte[] text, int line) {
    int at = 0;
    for (int passed = 0; passed < line && at < text.length; at++) if (text[at] == '\n') passed++;
    return at;
  }
}
