package io.pouw.node;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;

/**
 * The file descriptor 2 of this process.
 *
 * <p>{@code ./pouw} gives the booting JVM a standard error that leaves out the notice about
 * incubator modules, and keeps the real one as another descriptor. As soon as the JVM has booted,
 * {@link Launcher} puts the real one back: from then on a terminal is a terminal again and nothing
 * stands between the program and the user.
 */
final class StandardError {
  private static final int STDERR = 2;

  private StandardError() {}

  /**
   * Makes descriptor 2 a duplicate of the given one. Where that fails, the filtered one stays,
   * which works too.
   */
  @SuppressWarnings("restricted")
  static void restore(int descriptor) {
    var linker = Linker.nativeLinker();
    var address = linker.defaultLookup().find("dup2");
    if (address.isEmpty()) {
      return;
    }
    var dup2 =
        linker.downcallHandle(address.get(), FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
    try {
      var _ = (int) dup2.invokeExact(descriptor, STDERR);
    } catch (Throwable e) {
      throw new AssertionError("dup2 throws nothing", e);
    }
  }
}
