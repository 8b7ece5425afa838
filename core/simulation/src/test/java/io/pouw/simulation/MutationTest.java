package io.pouw.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Plants bugs into the production classes, one at a time, and sees whether the simulator finds
 * them. The table of all: {@code ./mvnw -pl core/simulation test -Dtest=MutationTest
 * -Dtest.left.out=}.
 */
class MutationTest {
  /** Those that are found soonest of each kind; each takes classes of its own, which start cold. */
  private static final Set<String> QUICK =
      Set.of(
          "stake is not counted",
          "votes unsigned",
          "never repeats itself",
          "a follower takes nothing",
          "nonces do not matter",
          "keeps all contradictions",
          "remembers every address");

  /** What finds the quick ones finds nothing in the code as it is. */
  @Test
  void nothingIsFoundWhereNothingIsPlanted() {
    for (int seed = 0; seed < 3; seed++) Simulation.run(Scenario.draw(seed));
    for (int seed = 0; seed < 3; seed++) Meeting.run(MeetingScenario.draw(seed));
  }

  @Test
  void someOfThePlantedBugsAreCaughtInEveryBuild() throws Exception {
    List<Mutation> some =
        PlantedBugs.ALL.stream().filter(bug -> QUICK.contains(bug.bug())).toList();
    assertEquals(QUICK.size(), some.size());
    assertEquals(List.of(), survivors(some));
  }

  @Tag("long")
  @Test
  void everyPlantedBugIsCaught() throws Exception {
    assertTrue(PlantedBugs.ALL.size() >= 40, PlantedBugs.ALL.size() + " bugs");
    assertEquals(List.of(), survivors(PlantedBugs.ALL));
  }

  private static List<String> survivors(List<Mutation> bugs) throws Exception {
    var survivors = new ArrayList<String>();
    System.out.printf("%-32s %-40s %8s  %s%n", "bug", "place", "seconds", "caught by");
    for (Mutation bug : bugs) {
      long began = System.nanoTime();
      Optional<String> caught = hunt(bug);
      System.out.printf(
          "%-32s %-40s %8.2f  %s%n",
          bug.bug(),
          bug.type() + "." + bug.method(),
          (System.nanoTime() - began) / 1e9,
          caught.orElse("NOTHING"));
      if (caught.isEmpty()) survivors.add(bug.bug());
    }
    return survivors;
  }

  /** In classes of its own, so that nothing of one bug is left for the next. */
  private static Optional<String> hunt(Mutation bug) throws Exception {
    bug.requirePlantable();
    var type = bug.new Loader().loadClass(Hunt.class.getName());
    var hunt = type.getDeclaredConstructor().newInstance();
    Object found = type.getMethod("apply", String.class).invoke(hunt, bug.type());
    return found instanceof Optional<?> some ? some.map(String::valueOf) : Optional.empty();
  }
}
