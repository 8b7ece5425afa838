package io.pouw.learning.aggregation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Leaves out what no rule may see: updates with a value that is not finite.
 *
 * @param kept where the finite updates stood, in order
 * @param dropped the others
 */
public record Screening(List<Integer> kept, List<Dropped> dropped) {
  /**
   * An update that is left out.
   *
   * @param index where it stood
   * @param reason its first bad value, and where that is
   */
  public record Dropped(int index, String reason) {}

  public Screening {
    kept = List.copyOf(kept);
    dropped = List.copyOf(dropped);
  }

  /** Looks at every value of every update. */
  public static Screening of(List<float[]> updates) {
    List<Integer> kept = new ArrayList<>();
    List<Dropped> dropped = new ArrayList<>();
    for (int i = 0; i < updates.size(); i++) {
      int index = i;
      fault(updates.get(i))
          .ifPresentOrElse(
              reason -> dropped.add(new Dropped(index, reason)), () -> kept.add(index));
    }
    return new Screening(kept, dropped);
  }

  /** What is wrong with an update; empty if it is finite. */
  public static Optional<String> fault(float[] update) {
    for (int j = 0; j < update.length; j++)
      if (!Float.isFinite(update[j]))
        return Optional.of("value %d is %s, expected a finite number".formatted(j, update[j]));
    return Optional.empty();
  }

  /** Those of the same list that are kept, in order. */
  public <T> List<T> keep(List<T> all) {
    return kept.stream().map(all::get).toList();
  }
}
