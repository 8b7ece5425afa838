package io.pouw.task.tribuo.table;

import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;
import io.pouw.task.tribuo.spec.Bounds;
import java.util.List;

/**
 * A column to learn from.
 *
 * @param words of a categorical column, sorted: it becomes as many features, 1 where the word
 *     stands and 0 elsewhere, all 0 for a word that the training data had not; empty for numbers
 * @param mean taken from each number
 * @param deviation that the difference is divided by, positive
 */
record Column(String name, List<String> words, double mean, double deviation) implements Encodable {
  private static final int MAX_TEXT_BYTES = 4_096;

  Column {
    words = List.copyOf(words);
  }

  static Column decode(Decoder in) {
    String name = in.text(MAX_TEXT_BYTES);
    List<String> words = in.list(Bounds.CATEGORIES, each -> each.text(MAX_TEXT_BYTES));
    double mean = Double.longBitsToDouble(in.i64());
    double deviation = Double.longBitsToDouble(in.i64());
    if (!Double.isFinite(mean) || !(deviation > 0) || !Double.isFinite(deviation))
      throw in.error("mean " + mean + ", deviation " + deviation + " of a column");
    return new Column(name, words, mean, deviation);
  }

  @Override
  public void encode(Encoder out) {
    out.text(name);
    out.list(words, Encoder::text);
    out.i64(Double.doubleToLongBits(mean)).i64(Double.doubleToLongBits(deviation));
  }

  boolean isCategorical() {
    return !words.isEmpty();
  }

  /** Features that it becomes. */
  int width() {
    return isCategorical() ? words.size() : 1;
  }
}
