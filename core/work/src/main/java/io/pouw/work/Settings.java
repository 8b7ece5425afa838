package io.pouw.work;

import java.time.Duration;
import java.util.Map;

/** A role's settings by name, with their defaults. */
record Settings(Map<String, String> values) {
  /**
   * @throws IllegalArgumentException if it is no whole number in the range
   */
  int number(String name, int preset, int low, int high) {
    String text = values.get(name);
    if (text == null) return preset;
    try {
      int value = Integer.parseInt(text.strip());
      if (value >= low && value <= high) return value;
    } catch (NumberFormatException e) {
      // Said below, as for a number out of range.
    }
    throw new IllegalArgumentException(
        "setting " + name + " is '" + text + "', expected a number from " + low + " to " + high);
  }

  Duration milliseconds(String name, int preset) {
    return Duration.ofMillis(number(name, preset, 1, 3_600_000));
  }
}
