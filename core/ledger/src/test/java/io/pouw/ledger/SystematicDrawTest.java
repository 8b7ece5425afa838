package io.pouw.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.primitives.Address;
import io.pouw.primitives.Hash;
import io.pouw.primitives.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SystematicDrawTest {
  @Test
  void overAllStartsEachUnitIsDrawnExactlyAsOftenAsAnyOther() {
    for (int units = 1; units <= 24; units++)
      for (int draws = 1; draws <= units; draws++) {
        int[] hits = new int[units];
        for (int start = 0; start < units; start++)
          for (int leaf : SystematicDraw.leaves(start, units, draws)) hits[leaf]++;
        for (int leaf = 0; leaf < units; leaf++)
          assertEquals(draws, hits[leaf], "leaf " + leaf + " of " + units + ", " + draws);
      }
  }

  @Test
  void noUnitIsDrawnTwiceAndLeavesIncrease() {
    for (int units : List.of(1, 7, 64, 1000))
      for (int draws : List.of(1, units / 2 + 1, units))
        for (int start = 0; start < units; start += 1 + units / 13) {
          List<Integer> leaves = SystematicDraw.leaves(start, units, draws);
          assertEquals(draws, leaves.size());
          assertEquals(leaves, new ArrayList<>(new TreeSet<>(leaves)));
          assertTrue(leaves.getLast() < units);
        }
  }

  @Test
  void everyMinersRangeMeetsFloorOrCeilingOfItsShare() {
    int units = 40;
    for (int draws = 1; draws <= units; draws++)
      for (int start = 0; start < units; start++)
        for (int from = 0; from < units; from += 10) {
          int low = from;
          long hits =
              SystematicDraw.leaves(start, units, draws).stream()
                  .filter(leaf -> leaf >= low && leaf < low + 10)
                  .count();
          int share = 10 * draws / units;
          int most = (10 * draws + units - 1) / units;
          assertTrue(hits >= share && hits <= most, hits + " not in " + share + ".." + most);
        }
  }

  @Test
  void hugeCheckpointsDoNotOverflow() {
    int units = 1 << 20;
    List<Integer> leaves = SystematicDraw.leaves(units - 1, units, 1024);
    assertEquals(1024, leaves.size());
    assertEquals((int) ((units - 1 + 1023L * units) / 1024), leaves.getLast());
  }

  @Test
  void wrongNumbersAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> SystematicDraw.leaves(0, 4, 5));
    assertThrows(IllegalArgumentException.class, () -> SystematicDraw.leaves(4, 4, 1));
    assertThrows(IllegalArgumentException.class, () -> SystematicDraw.leaves(0, 4, 0));
  }

  @Test
  void theNumberOfDrawsGrowsWithTheWeightBetweenItsBounds() {
    Parameters parameters =
        Parameters.DEFAULTS
            .with(Parameter.DRAW_STRIDE_WEIGHT, 100)
            .with(Parameter.MIN_DRAWS, 2)
            .with(Parameter.MAX_DRAWS, 10);
    assertEquals(2, SystematicDraw.draws(50, 1, parameters));
    assertEquals(3, SystematicDraw.draws(50, 201, parameters));
    assertEquals(10, SystematicDraw.draws(50, 1_000_000, parameters));
    assertEquals(1, SystematicDraw.draws(1, 1_000_000, parameters));
  }

  @Test
  void numbersBelowABoundAreSpreadEvenly() {
    int[] hits = new int[7];
    var lottery = new Lottery(Hash.ZERO, "test", Hash.ZERO, 1);
    for (int i = 0; i < 70_000; i++) hits[(int) lottery.below(7)]++;
    for (int each : hits) assertTrue(each > 9_600 && each < 10_400, "hits " + each);
  }

  @Test
  void aCommitteeIsChosenByStakeAndNobodyTwice() {
    var addresses =
        IntStream.range(0, 3)
            .mapToObj(i -> KeyPair.fromSeed(Hash.sha256(new byte[] {(byte) i}).toBytes()).address())
            .toList();
    Map<Address, Long> weights = new TreeMap<>();
    weights.put(addresses.get(0), 1L);
    weights.put(addresses.get(1), 2L);
    weights.put(addresses.get(2), 7L);
    int heavy = 0;
    for (int i = 0; i < 10_000; i++) {
      var chosen =
          new Lottery(Hash.ZERO, "committee", Hash.ZERO, i)
              .choose(2, addresses, each -> weights.getOrDefault(each, 0L));
      assertEquals(2, new TreeSet<>(chosen).size());
      if (chosen.getFirst().equals(addresses.get(2))) heavy++;
    }
    assertTrue(heavy > 6_800 && heavy < 7_200, "the one with 7 of 10 was first " + heavy);
  }
}
