package io.pouw.learning.attack;

import io.pouw.learning.data.Dataset;
import java.util.stream.IntStream;

/**
 * What the success of a backdoor is measured on: the rows of other classes than the attacker's,
 * each with the trigger and his label. A model's accuracy on them is the backdoor's success rate.
 */
public final class TriggeredDataset implements Dataset {
  private final Dataset clean;
  private final DataAttack.Backdoor backdoor;
  private final int[] rows;

  /**
   * The rows of a data set.
   *
   * @param clean examples with one class each
   * @throws IllegalArgumentException if all rows are of the attacker's class
   */
  public TriggeredDataset(Dataset clean, DataAttack.Backdoor backdoor) {
    this.clean = clean;
    this.backdoor = backdoor;
    float[] label = new float[clean.targets()];
    this.rows =
        IntStream.range(0, clean.rows())
            .filter(row -> {
              clean.copyTargets(row, label, 0);
              return (int) label[0] != backdoor.target();
            })
            .toArray();
    if (rows.length == 0)
      throw new IllegalArgumentException(
          "every row has the class %d, expected some of others".formatted(backdoor.target()));
  }

  @Override
  public int rows() {
    return rows.length;
  }

  @Override
  public int features() {
    return clean.features();
  }

  @Override
  public int targets() {
    return clean.targets();
  }

  @Override
  public void copyRow(int row, float[] into, int at) {
    clean.copyRow(rows[row], into, at);
    for (int feature : backdoor.features()) into[at + feature] = backdoor.value();
  }

  @Override
  public void copyTargets(int row, float[] into, int at) {
    into[at] = backdoor.target();
  }
}
