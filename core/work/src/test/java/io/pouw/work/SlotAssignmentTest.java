package io.pouw.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.primitives.Address;
import io.pouw.primitives.Hash;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SlotAssignmentTest {
  private static final Hash SEED = Hash.sha256(new byte[] {1});
  private static final List<Address> MINERS =
      IntStream.range(0, 5).mapToObj(i -> TestNetwork.key("m" + i).address()).sorted().toList();

  @Test
  void everyMinerGetsAsManySlotsAsAnyOtherOrOneMore() {
    for (int slots : List.of(1, 4, 5, 7, 12))
      for (int round = 0; round < 50; round++) {
        var counts = new TreeMap<Address, Integer>();
        MINERS.forEach(each -> counts.put(each, 0));
        for (Address each : SlotAssignment.ofRound(SEED, 0, round, slots, MINERS))
          counts.merge(each, 1, Integer::sum);
        for (int count : counts.values())
          assertTrue(count == slots / 5 || count == slots / 5 + 1, counts.toString());
      }
  }

  @Test
  void overManyRoundsEveryMinerComesFirstAboutEquallyOften() {
    var first = new TreeMap<Address, Integer>();
    for (int round = 0; round < 2_000; round++)
      first.merge(SlotAssignment.ofRound(SEED, 0, round, 1, MINERS).getFirst(), 1, Integer::sum);
    for (int count : first.values()) assertTrue(count > 330 && count < 470, first.toString());
  }

  @Test
  void seedGenerationAndRoundEachChangeTheAssignment() {
    List<Address> base = SlotAssignment.ofRound(SEED, 0, 0, 5, MINERS);
    Set<List<Address>> others = new HashSet<>();
    for (int i = 1; i <= 5; i++) {
      others.add(SlotAssignment.ofRound(SEED, i, 0, 5, MINERS));
      others.add(SlotAssignment.ofRound(SEED, 0, i, 5, MINERS));
      others.add(SlotAssignment.ofRound(Hash.sha256(new byte[] {0, 1}), 0, i, 5, MINERS));
    }
    assertEquals(base, SlotAssignment.ofRound(SEED, 0, 0, 5, MINERS));
    assertNotEquals(Set.of(base), others);
    assertTrue(others.size() > 10, others.size() + " of 15 differ");
  }

  @Test
  void withoutMinersThereIsNoAssignment() {
    assertThrows(
        IllegalArgumentException.class, () -> SlotAssignment.ofRound(SEED, 0, 0, 1, List.of()));
  }
}
