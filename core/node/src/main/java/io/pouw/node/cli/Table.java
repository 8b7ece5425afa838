package io.pouw.node.cli;

import java.util.ArrayList;
import java.util.List;

/** Rows of text with columns as wide as their widest cell. */
final class Table {
  private final List<List<String>> rows = new ArrayList<>();

  Table(String... titles) {
    rows.add(List.of(titles));
  }

  Table row(Object... cells) {
    rows.add(java.util.Arrays.stream(cells).map(String::valueOf).toList());
    return this;
  }

  void print() {
    int columns = rows.getFirst().size();
    var widths = new int[columns];
    for (List<String> row : rows)
      for (int i = 0; i < columns; i++) widths[i] = Math.max(widths[i], row.get(i).length());
    for (List<String> row : rows) {
      var line = new StringBuilder();
      for (int i = 0; i < columns; i++)
        line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
      System.out.println(line.toString().stripTrailing());
    }
  }
}
