package io.pouw.simulation.cli;

import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 90s}, {@code 30m}, {@code 24h}, {@code 2d}; a bare number is hours. */
final class DurationOption implements ITypeConverter<Duration> {
  @Override
  public Duration convert(String text) {
    Duration read = parse(text);
    if (!read.isPositive()) throw malformed(text);
    return read;
  }

  private static Duration parse(String text) {
    try {
      char unit = text.isEmpty() ? ' ' : text.charAt(text.length() - 1);
      if (Character.isDigit(unit)) return Duration.ofHours(Long.parseLong(text));
      long count = Long.parseLong(text.substring(0, Math.max(0, text.length() - 1)));
      return switch (unit) {
        case 's' -> Duration.ofSeconds(count);
        case 'm' -> Duration.ofMinutes(count);
        case 'h' -> Duration.ofHours(count);
        case 'd' -> Duration.ofDays(count);
        default -> throw malformed(text);
      };
    } catch (NumberFormatException e) {
      throw malformed(text);
    }
  }

  private static TypeConversionException malformed(String text) {
    return new TypeConversionException(
        "'" + text + "' is no duration, expected such as 90s, 30m, 24h, 2d");
  }
}
