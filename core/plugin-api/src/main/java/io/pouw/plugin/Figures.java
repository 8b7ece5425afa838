package io.pouw.plugin;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/**
 * How a model did, for people: nothing on a chain depends on it.
 *
 * @param values by name, in a fixed order; what is undefined on the data is left out
 * @param confusion a row for each class, in it how often it was taken for each; empty where answers
 *     are no classes or it was not counted
 */
public record Figures(SequencedMap<String, Double> values, List<List<Long>> confusion) {
  public Figures {
    values = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
    confusion = confusion.stream().map(List::copyOf).toList();
  }

  /** Without a confusion matrix. */
  public Figures(SequencedMap<String, Double> values) {
    this(values, List.of());
  }

  /**
   * One figure.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public double value(String name) {
    Double value = values.get(name);
    if (value == null)
      throw new IllegalArgumentException("there is no " + name + "; there are " + values.keySet());
    return value;
  }

  /** All values in a line, such as {@code accuracy 0.9812, log_loss 0.0621}. */
  public String words() {
    return values.entrySet().stream()
        .map(each -> String.format(Locale.ROOT, "%s %.4f", each.getKey(), each.getValue()))
        .collect(Collectors.joining(", "));
  }
}
