package io.pouw.learning.data;

import io.pouw.learning.spec.DatasetSpec;
import io.pouw.learning.spec.DatasetSpec.Bags;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Lines {@code label TAB text} in UTF-8 as bags of hashed n-grams ({@link NgramHash}), each padded
 * with -1 to the same length. Lines end by LF or CR LF.
 */
public final class LabelledTextFormat {
  private LabelledTextFormat() {}

  /**
   * Reads a data set.
   *
   * @param content the text, gzip or not
   * @throws DataException naming the line of what is wrong
   */
  public static Dataset read(byte[] content, DatasetSpec spec) {
    if (!(spec.details() instanceof Bags bags))
      throw new IllegalArgumentException("not the specification of bags: " + spec.details());
    byte[] text = Gzip.unpack("rows", content);
    var characters = new Utf8("rows", text);
    while (characters.hasNext()) characters.next();
    Map<String, Integer> labels = new TreeMap<>();
    for (String label : bags.labels()) labels.put(label, labels.size());
    List<int[]> rows = new ArrayList<>();
    List<Integer> targets = new ArrayList<>();
    for (int from = 0; from < text.length; ) {
      int to = from;
      while (to < text.length && text[to] != '\n') to++;
      int tab = from;
      while (tab < to && text[tab] != '\t') tab++;
      if (tab == to) throw error(rows.size(), "has no tab between label and text");
      String label = new String(text, from, tab - from, StandardCharsets.UTF_8);
      Integer target = labels.get(label);
      if (target == null)
        throw error(rows.size(), "has the label '" + label + "', expected one of " + bags.labels());
      rows.add(NgramHash.buckets(Arrays.copyOfRange(text, tab + 1, to), bags, spec.features()));
      targets.add(target);
      from = to + 1;
    }
    if (rows.isEmpty()) throw new DataException("rows: the file is empty");
    return new BagRows(rows, targets, spec.features());
  }

  private static DataException error(int row, String problem) {
    return new DataException("rows: line %d: %s".formatted(row + 1, problem));
  }

  private record BagRows(List<int[]> bags, List<Integer> labels, int features) implements Dataset {
    @Override
    public int rows() {
      return bags.size();
    }

    @Override
    public int targets() {
      return 1;
    }

    @Override
    public void copyRow(int row, float[] into, int at) {
      int[] bag = bags.get(row);
      for (int i = 0; i < bag.length; i++) into[at + i] = bag[i];
      Arrays.fill(into, at + bag.length, at + features, -1f);
    }

    @Override
    public void copyTargets(int row, float[] into, int at) {
      into[at] = labels.get(row);
    }
  }
}
