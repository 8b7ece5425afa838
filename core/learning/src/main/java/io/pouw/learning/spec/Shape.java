package io.pouw.learning.spec;

/** What one example looks like between two layers. */
public sealed interface Shape {
  /** Numbers of one example. */
  int size();

  /** Plain numbers without an order in space or time. */
  record Features(int size) implements Shape {
    @Override
    public String toString() {
      return size + " values";
    }
  }

  /** Maps of numbers; a batch lies channel by channel, within a channel example by example. */
  record Image(int channels, int height, int width) implements Shape {
    @Override
    public int size() {
      return channels * height * width;
    }

    @Override
    public String toString() {
      return "an image of %d x %d x %d".formatted(channels, height, width);
    }
  }

  /** Whole numbers, each the index of a symbol, or -1 where there is none. */
  record Tokens(int length) implements Shape {
    @Override
    public int size() {
      return length;
    }

    @Override
    public String toString() {
      return length + " tokens";
    }
  }

  /** A vector for each position. */
  record Sequence(int length, int width) implements Shape {
    @Override
    public int size() {
      return length * width;
    }

    @Override
    public String toString() {
      return "a sequence of %d x %d".formatted(length, width);
    }
  }
}
