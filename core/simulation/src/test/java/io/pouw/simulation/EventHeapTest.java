package io.pouw.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EventHeapTest {
  private final EventHeap heap = new EventHeap();
  private final List<Integer> happened = new ArrayList<>();

  /** Against a sorted map of lists, adding and taking in turns. */
  @Test
  void eventsHappenInTheOrderOfTheirTimesAndOfTheirComing() {
    var random = new SplitMix64(1);
    var expected = new TreeMap<Long, List<Integer>>();
    for (int i = 0; i < 20_000; i++) {
      if (heap.size() > 0 && random.below(3) == 0) takeNext(expected);
      int number = i;
      long time = random.below(500);
      expected.computeIfAbsent(time, _ -> new ArrayList<>()).add(number);
      heap.add(time, () -> happened.add(number));
    }
    while (heap.size() > 0) takeNext(expected);
    assertEquals(0, expected.size());
    assertThrows(IllegalStateException.class, heap::take);
  }

  private void takeNext(NavigableMap<Long, List<Integer>> expected) {
    List<Integer> first = expected.firstEntry().getValue();
    assertEquals(expected.firstKey(), heap.nextTime());
    heap.take().run();
    assertEquals(first.removeFirst(), happened.getLast());
    if (first.isEmpty()) expected.pollFirstEntry();
  }
}
