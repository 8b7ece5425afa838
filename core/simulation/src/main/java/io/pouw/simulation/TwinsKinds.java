package io.pouw.simulation;

import java.util.Arrays;

/**
 * Which of the enumerated {@linkplain TwinsScenario#of scenarios} differ in names alone: the three
 * validators without a twin may be called otherwise, and so may the two replicas that are twins.
 * That makes twelve ways to say the same, a group that acts on the scenarios' numbers; one scenario
 * of each orbit, the one with the lowest number, stands for its kind.
 *
 * <p>It rests on this: validators have equal stakes, and the engine knows an index only as a name.
 * What renaming does change is chance that the scenario does not speak of: the order in which
 * messages that arrive at the same moment are taken, the ids of blocks, and who leads the views
 * after the last round, when the network is whole.
 */
public final class TwinsKinds {
  /** How many kinds there are: by Burnside's lemma, and by counting. */
  public static final int COUNT = 1_502_936;

  /** The names that validators may get, the first keeping its twin. */
  private static final int[][] NAMINGS = {
    {0, 1, 2, 3}, {0, 1, 3, 2}, {0, 2, 1, 3}, {0, 2, 3, 1}, {0, 3, 1, 2}, {0, 3, 2, 1}
  };

  /** Ways to say the same. */
  static final int RENAMINGS = 2 * NAMINGS.length;

  /** A number's low bits say who leads, the others who hears whom. */
  private static final int LEADER_BITS = 2 * TwinsScenario.ROUNDS;

  private static final int SET_BITS = TwinsScenario.VALIDATORS * TwinsScenario.ROUNDS;

  private final int[][] leaders = new int[RENAMINGS][1 << LEADER_BITS];
  private final int[][] sets = new int[RENAMINGS][1 << SET_BITS];

  /** Works out tables of some megabytes. */
  public TwinsKinds() {
    for (int renaming = 0; renaming < RENAMINGS; renaming++) {
      int[] names = NAMINGS[renaming / 2];
      boolean swaps = renaming % 2 == 1;
      for (int of = 0; of < leaders[renaming].length; of++)
        leaders[renaming][of] = renamedLeaders(of, names);
      for (int of = 0; of < sets[renaming].length; of++)
        sets[renaming][of] = renamedSets(of, names, swaps);
    }
  }

  /** Whether the scenario with this number stands for its kind. */
  public boolean isFirst(int index) {
    for (int renaming = 1; renaming < RENAMINGS; renaming++)
      if (renamed(index, renaming) < index) return false;
    return true;
  }

  /**
   * The first number from this one on that stands for its kind; the end of all if there is none.
   */
  public int firstFrom(int index) {
    int at = index;
    while (at < TwinsScenario.COUNT && !isFirst(at)) at++;
    return at;
  }

  /** The numbers of all scenarios that say the same as this one, in order, itself included. */
  public int[] orbit(int index) {
    var orbit = new int[RENAMINGS];
    for (int renaming = 0; renaming < RENAMINGS; renaming++)
      orbit[renaming] = renamed(index, renaming);
    return Arrays.stream(orbit).sorted().distinct().toArray();
  }

  /** How many kinds have their first scenario in a range. */
  public int countIn(int from, int end) {
    int count = 0;
    for (int index = from; index < end; index++) if (isFirst(index)) count++;
    return count;
  }

  /** The number that a scenario has under other names; 0 leaves them as they are. */
  int renamed(int index, int renaming) {
    int leading = index & (1 << LEADER_BITS) - 1;
    return sets[renaming][index >>> LEADER_BITS] << LEADER_BITS | leaders[renaming][leading];
  }

  private static int renamedLeaders(int leaders, int[] names) {
    int result = 0;
    for (int shift = 0; shift < LEADER_BITS; shift += 2)
      result |= names[leaders >>> shift & 3] << shift;
    return result;
  }

  private static int renamedSets(int sets, int[] names, boolean swaps) {
    int mask = TwinsScenario.PARTITIONS - 1;
    int result = 0;
    for (int shift = 0; shift < SET_BITS; shift += TwinsScenario.VALIDATORS)
      result |= renamedRound(sets >>> shift & mask, names, swaps) << shift;
    return result;
  }

  /**
   * The twin, whose set is not written down, is in set 0 before and after: where swapping moves it,
   * the sets change their names.
   */
  private static int renamedRound(int bits, int[] names, boolean swaps) {
    int result = 0;
    for (int replica = 0; replica < TwinsScenario.VALIDATORS; replica++)
      result |= (bits >> replica & 1) << names[replica];
    boolean apart = (bits & 1) == 1;
    return swaps && apart ? (~result & TwinsScenario.PARTITIONS - 1) | 1 : result;
  }
}
