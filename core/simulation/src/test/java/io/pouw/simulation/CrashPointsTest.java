package io.pouw.simulation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A validator that ends in the middle of a write comes back by itself and contradicts nothing. */
class CrashPointsTest {
  private static final long SEED = 1;
  private static final int HEIGHTS = 50;
  private static final int EVERY = 16;

  @Test
  void aCrashAtSomeOfTheOperationsDoesNoHarm() {
    run(EVERY);
  }

  @Tag("long")
  @Test
  void aCrashAtAnyOperationDoesNoHarm() {
    run(1);
  }

  private static void run(int every) {
    var points = new CrashPoints(SEED, HEIGHTS);
    long count = points.count();
    assertTrue(count > 4 * HEIGHTS, count + " operations");
    int runs = 0;
    for (long operation = 0; operation < count; operation += every)
      for (DiskFault fault : DiskFault.values()) {
        points.run(operation, fault);
        runs++;
      }
    System.out.println(runs + " crashes at " + count + " operations, all clean");
  }
}
