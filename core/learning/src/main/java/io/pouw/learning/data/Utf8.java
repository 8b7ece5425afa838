package io.pouw.learning.data;

/** The characters of UTF-8 one by one; refuses what is not UTF-8 (RFC 3629), with its place. */
final class Utf8 {
  private static final int[] LOWEST = {0, 0x80, 0x800, 0x10000};

  private final String what;
  private final byte[] bytes;
  private int at;

  Utf8(String what, byte[] bytes) {
    this.what = what;
    this.bytes = bytes;
  }

  boolean hasNext() {
    return at < bytes.length;
  }

  /** Where the next character begins. */
  int position() {
    return at;
  }

  int next() {
    int from = at;
    int first = bytes[at++];
    if (first >= 0) return first;
    int more = Integer.numberOfLeadingZeros(~(first << 24)) - 1;
    if (more < 1 || more > 3 || at + more > bytes.length) throw error(from);
    int character = first & (0x3f >> more);
    for (int i = 0; i < more; i++) {
      int next = bytes[at++];
      if ((next & 0xc0) != 0x80) throw error(from);
      character = character << 6 | next & 0x3f;
    }
    boolean surrogate = character >= 0xd800 && character < 0xe000;
    if (character < LOWEST[more] || surrogate || character > 0x10ffff) throw error(from);
    return character;
  }

  private DataException error(int from) {
    return new DataException("%s: byte %d: is not UTF-8".formatted(what, from));
  }
}
