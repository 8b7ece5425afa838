package io.pouw.learning.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** New threads for every call: slow, and right. */
public record ThreadTeam(int size) implements Team {
  @Override
  public void run(IntConsumer part) {
    List<Thread> threads = new ArrayList<>();
    for (int i = 1; i < size; i++) {
      int number = i;
      threads.add(Thread.ofPlatform().start(() -> part.accept(number)));
    }
    part.accept(0);
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
