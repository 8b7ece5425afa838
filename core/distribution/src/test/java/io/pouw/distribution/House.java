package io.pouw.distribution;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;

/**
 * The modules by their packages, in the order of ARCHITECTURE.md, and every class of theirs that
 * ships.
 */
final class House {
  /** Each may use the ones before it. */
  static final List<String> FLOORS =
      List.of(
          "io.pouw.primitives",
          "io.pouw.plugin",
          "io.pouw.ledger",
          "io.pouw.consensus",
          "io.pouw.learning",
          "io.pouw.work",
          "io.pouw.security",
          "io.pouw.storage",
          "io.pouw.network",
          "io.pouw.management");

  /** Each may use every floor, and not the other. */
  static final List<String> ROOFS = List.of("io.pouw.node", "io.pouw.simulation");

  /** Each may use every floor and no other plugin; nothing uses them. */
  static final List<String> PLUGINS =
      List.of("io.pouw.role", "io.pouw.task", "io.pouw.payout", "io.pouw.mesh", "io.pouw.backend");

  /** State machines and calculations: no I/O, clock, thread or random source. */
  static final String[] PURE =
      within(
          "io.pouw.primitives",
          "io.pouw.plugin",
          "io.pouw.ledger",
          "io.pouw.consensus",
          "io.pouw.learning",
          "io.pouw.work",
          "io.pouw.security");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.pouw");

  private House() {}

  static JavaClasses classes() {
    return CLASSES;
  }

  /** ArchUnit's notation for these packages and all below them. */
  static String[] within(String... packages) {
    return within(List.of(packages));
  }

  static String[] within(List<String> packages) {
    return packages.stream().map(name -> name + "..").toArray(String[]::new);
  }
}
