package io.pouw.learning.data;

import io.pouw.learning.spec.DatasetSpec;
import io.pouw.learning.spec.DatasetSpec.Text;
import java.util.Map;
import java.util.TreeMap;

/**
 * Text as tokens for a language model: its characters by their place in an alphabet, or its bytes.
 * Row {@code i} is the {@code length} tokens from {@code i * stride} on; its targets are the tokens
 * one later. What is left after the last whole window is not used.
 */
public final class TextFormat {
  private TextFormat() {}

  /**
   * Reads a data set.
   *
   * @param content the text, UTF-8 where there is an alphabet, gzip or not
   * @throws DataException naming the byte of a character that is not in the alphabet, or if the
   *     text is too short for one window
   */
  public static Dataset read(byte[] content, DatasetSpec spec) {
    if (!(spec.details() instanceof Text text))
      throw new IllegalArgumentException("not the specification of text: " + spec.details());
    char[] tokens = tokens(Gzip.unpack("text", content), text.alphabet());
    if (tokens.length <= text.length())
      throw new DataException(
          "text: has %d tokens, a window and the token after it are %d"
              .formatted(tokens.length, text.length() + 1));
    return new Windows(tokens, text.length(), text.stride());
  }

  /**
   * The tokens of a text.
   *
   * @param alphabet the character of each token; empty if tokens are the bytes
   * @throws DataException if a character is not in the alphabet, or the text is not UTF-8
   */
  public static char[] tokens(byte[] text, String alphabet) {
    char[] tokens = new char[text.length];
    if (alphabet.isEmpty()) {
      for (int i = 0; i < tokens.length; i++) tokens[i] = (char) (text[i] & 0xff);
      return tokens;
    }
    Map<Integer, Character> places = new TreeMap<>();
    alphabet.codePoints().forEach(c -> places.put(c, (char) places.size()));
    var in = new Utf8("text", text);
    int size = 0;
    while (in.hasNext()) {
      int at = in.position();
      int character = in.next();
      Character token = places.get(character);
      if (token == null)
        throw new DataException(
            "text: byte %d: the character U+%04X is not in the alphabet".formatted(at, character));
      tokens[size++] = token;
    }
    return java.util.Arrays.copyOf(tokens, size);
  }

  /** Windows over tokens that all of them share. */
  private record Windows(char[] tokens, int length, int stride) implements Dataset {
    @Override
    public int rows() {
      return (tokens.length - 1 - length) / stride + 1;
    }

    @Override
    public int features() {
      return length;
    }

    @Override
    public int targets() {
      return length;
    }

    @Override
    public void copyRow(int row, float[] into, int at) {
      copy(row * stride, into, at);
    }

    @Override
    public void copyTargets(int row, float[] into, int at) {
      copy(row * stride + 1, into, at);
    }

    private void copy(int from, float[] into, int at) {
      for (int i = 0; i < length; i++) into[at + i] = tokens[from + i];
    }
  }
}
