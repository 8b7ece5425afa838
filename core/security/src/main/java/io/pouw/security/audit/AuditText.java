package io.pouw.security.audit;

/**
 * Texts as they may stand in an entry: of bounded length, on one line, and nothing that a terminal
 * obeys or that turns the reading direction around. They often come from strangers.
 */
final class AuditText {
  private static final char REPLACEMENT = '\ufffd';
  private static final char CUT = '\u2026';

  private AuditText() {}

  /**
   * The text with every other character replaced by U+FFFD, cut to so many UTF-16 units; a cut one
   * ends in an ellipsis.
   */
  static String clean(String text, int maxLength) {
    var clean = new StringBuilder(Math.min(text.length(), maxLength));
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      i += Character.charCount(point);
      int units = isHarmless(point) ? Character.charCount(point) : 1;
      boolean isLast = i >= text.length();
      if (clean.length() + units > (isLast ? maxLength : maxLength - 1)) {
        clean.append(CUT);
        break;
      }
      if (isHarmless(point)) clean.appendCodePoint(point);
      else clean.append(REPLACEMENT);
    }
    return clean.toString();
  }

  /** What a writer lets through. A JDK with a later Unicode may know more of them. */
  private static boolean isHarmless(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }

  /**
   * Whether it can be an entry's: what a reader insists on, the same with every version of Unicode.
   */
  static boolean isPlain(String text, int maxLength) {
    return text.length() <= maxLength
        && text.codePoints()
            .noneMatch(point -> Character.isISOControl(point) || isHalfOfAPair(point));
  }

  private static boolean isHalfOfAPair(int point) {
    return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
  }
}
