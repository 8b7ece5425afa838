package io.pouw.node.bench;

/**
 * One way to do a piece of work that can be repeated as it is. It is called on one thread; what it
 * starts itself is its own affair.
 */
public interface Contender extends AutoCloseable {
  /** Who does the work, such as {@code pouw} or {@code pytorch}. */
  String name();

  /** Does the work once, to its end: nothing of it is left running on return. */
  void run();

  /** Frees what the garbage collector does not. */
  @Override
  default void close() {}

  /** A contender without resources. */
  static Contender of(String name, Runnable work) {
    return new Contender() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public void run() {
        work.run();
      }
    };
  }
}
