package io.pouw.distribution;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static io.pouw.distribution.House.FLOORS;
import static io.pouw.distribution.House.PLUGINS;
import static io.pouw.distribution.House.ROOFS;
import static io.pouw.distribution.House.within;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may use whom. */
class ModulesTest {
  /** A library, and the one place that may know it. */
  record Resident(String name, List<String> packages, String home) {
    @Override
    public String toString() {
      return name;
    }
  }

  static final List<Resident> RESIDENTS =
      List.of(
          new Resident(
              "TRON",
              List.of("org.tron..", "..trident..", "io.pouw..tron.."),
              "io.pouw.payout.tron.."),
          new Resident(
              "Hazelcast",
              List.of("com.hazelcast..", "io.vertx.spi.cluster.hazelcast.."),
              "io.pouw.node.cluster.."),
          new Resident("WireGuard", List.of("..wireguard.."), "io.pouw.mesh.wireguard.."),
          new Resident("ND4J", List.of("org.nd4j..", "org.bytedeco.."), "io.pouw.backend.nd4j.."),
          new Resident(
              "Tribuo", List.of("org.tribuo..", "com.oracle.labs.."), "io.pouw.task.tribuo.."),
          new Resident("Z3", List.of("com.microsoft.z3.."), "io.pouw.task.smt.."));

  static Stream<String> floorsAndRoofs() {
    return Stream.concat(FLOORS.stream(), ROOFS.stream());
  }

  @ParameterizedTest
  @MethodSource("floorsAndRoofs")
  void aModuleUsesOnlyItselfAndTheFloorsBelow(String module) {
    var below = FLOORS.contains(module) ? FLOORS.subList(0, FLOORS.indexOf(module)) : FLOORS;
    var allowed = new ArrayList<>(below);
    allowed.add(module);
    check(
        classes()
            .that()
            .resideInAPackage(module + "..")
            .should()
            .onlyDependOnClassesThat(
                not(resideInAPackage("io.pouw..")).or(resideInAnyPackage(within(allowed)))));
  }

  @Test
  void aPluginUsesOnlyItselfAndTheFloors() {
    var allowed = new ArrayList<>(FLOORS);
    allowed.addAll(PLUGINS);
    check(
        classes()
            .that()
            .resideInAnyPackage(within(PLUGINS))
            .should()
            .onlyDependOnClassesThat(
                not(resideInAPackage("io.pouw..")).or(resideInAnyPackage(within(allowed)))));
    check(
        slices()
            .matching("io.pouw.(role|task|payout|mesh|backend).(*)..")
            .should()
            .notDependOnEachOther());
  }

  @ParameterizedTest
  @FieldSource("RESIDENTS")
  void aLibraryIsKnownInItsPluginAlone(Resident resident) {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage(resident.home())
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(resident.packages().toArray(String[]::new)));
  }

  @Test
  void everyClassBelongsToAKnownModule() {
    var known = new ArrayList<>(FLOORS);
    known.addAll(ROOFS);
    known.addAll(PLUGINS);
    check(classes().should().resideInAnyPackage(within(known)));
  }

  @Test
  void everyPackageIsNullMarked() {
    var unmarked =
        House.classes().stream()
            .map(type -> type.getPackage())
            .distinct()
            .filter(found -> !found.isAnnotatedWith(NullMarked.class))
            .map(JavaPackage::getName)
            .sorted()
            .toList();
    assertEquals(List.of(), unmarked, "packages without @NullMarked in their package-info.java");
  }

  /** A module that has no classes yet breaks no rule. */
  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(House.classes());
  }
}
