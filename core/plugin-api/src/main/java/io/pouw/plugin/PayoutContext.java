package io.pouw.plugin;

import java.util.Map;
import java.util.Optional;

/**
 * What the node gives to a rail.
 *
 * @param settings of this rail alone, without its prefix, such as {@code keystore}
 * @param signer of the node's own key
 * @param chain the node's own chain; absent where no node runs
 */
public record PayoutContext(
    Map<String, String> settings, Signer signer, Optional<ChainAccess> chain) {
  public PayoutContext {
    settings = Map.copyOf(settings);
  }

  /**
   * A setting that has to be there.
   *
   * @throws PayoutException naming it, if it is not
   */
  public String required(String key) {
    String value = settings.get(key);
    if (value == null || value.isBlank())
      throw new PayoutException("the setting '" + key + "' of the rail is missing");
    return value.strip();
  }

  public String setting(String key, String fallback) {
    String value = settings.get(key);
    return value == null || value.isBlank() ? fallback : value.strip();
  }

  /**
   * A whole number.
   *
   * @throws PayoutException if it is none or out of range
   */
  public long number(String key, long fallback, long low, long high) {
    String text = setting(key, Long.toString(fallback));
    try {
      long value = Long.parseLong(text);
      if (value >= low && value <= high) return value;
    } catch (NumberFormatException e) {
      throw new PayoutException(outOfRange(key, text, low, high), e);
    }
    throw new PayoutException(outOfRange(key, text, low, high));
  }

  private static String outOfRange(String key, String text, long low, long high) {
    return "the setting '%s' of the rail is '%s', expected a whole number from %d to %d"
        .formatted(key, text, low, high);
  }
}
