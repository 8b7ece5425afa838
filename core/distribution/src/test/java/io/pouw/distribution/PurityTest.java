package io.pouw.distribution;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.Timer;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/**
 * What the pure modules do without, so that the same input gives the same bytes everywhere and the
 * simulator owns time.
 */
class PurityTest {
  /** Enough to unpack bytes that are in memory already. */
  private static final Class<?>[] STREAMS_OF_BYTES = {
    InputStream.class,
    OutputStream.class,
    ByteArrayInputStream.class,
    ByteArrayOutputStream.class,
    IOException.class,
    EOFException.class,
    UncheckedIOException.class,
    Serializable.class
  };

  /**
   * Not correctly rounded by specification: they differ between processors, JDKs, or interpreter
   * and compiler.
   */
  private static final Set<String> INEXACT_FUNCTIONS =
      Set.of(
          "exp", "expm1", "log", "log10", "log1p", "pow", "sin", "cos", "tan", "asin", "acos",
          "atan", "atan2", "sinh", "cosh", "tanh", "cbrt", "hypot", "random");

  @Test
  void aPureModuleDoesNoInputOrOutput() {
    mayNotDependOn(
        resideInAnyPackage(
                "java.nio.file..",
                "java.nio.channels..",
                "java.net..",
                "java.sql..",
                "javax.net..",
                "io.vertx..",
                "io.netty..",
                "org.rocksdb..",
                "org.slf4j..",
                "java.util.logging..")
            .or(resideInAPackage("java.io..").and(isNoneOf(STREAMS_OF_BYTES))));
    mayNotAccess(
        access(
            "System.in, out, err, properties or environment",
            System.class,
            "in",
            "out",
            "err",
            "getenv",
            "getProperty"));
  }

  @Test
  void aPureModuleReadsNoClock() {
    mayNotDependOn(assignableTo(Clock.class).or(assignableTo(InstantSource.class)));
    mayNotAccess(access("the system clock", System.class, "currentTimeMillis", "nanoTime"));
    mayNotAccess(
        describe(
            "java.time's now()",
            target ->
                target.getTargetOwner().getPackageName().equals("java.time")
                    && target.getName().equals("now")));
  }

  @Test
  void aPureModuleHasNoRandomSource() {
    mayNotDependOn(
        assignableTo(Random.class)
            .or(assignableTo(SplittableRandom.class))
            .or(assignableTo(ThreadLocalRandom.class))
            .or(resideInAPackage("java.util.random..")));
    mayNotAccess(access("random identifiers", UUID.class, "randomUUID"));
    mayNotAccess(access("identity hashes", System.class, "identityHashCode"));
  }

  @Test
  void aPureModuleStartsNoThread() {
    mayNotDependOn(
        assignableTo(Thread.class)
            .or(assignableTo(Executor.class))
            .or(assignableTo(Executors.class))
            .or(assignableTo(CompletableFuture.class))
            .or(assignableTo(Timer.class)));
    mayNotAccess(
        describe(
            "parallel streams",
            target ->
                target.getName().equals("parallelStream")
                    || (target.getName().equals("parallel")
                        && target.getTargetOwner().getPackageName().equals("java.util.stream"))));
  }

  @Test
  void aPureModuleUsesNoArithmeticThatDependsOnTheMachine() {
    mayNotAccess(
        describe(
            "functions that are not correctly rounded",
            target ->
                (target.getTargetOwner().isEquivalentTo(Math.class)
                        || target.getTargetOwner().isEquivalentTo(StrictMath.class))
                    && INEXACT_FUNCTIONS.contains(target.getName())));
    mayNotAccess(
        describe(
            "reductions across lanes of floats",
            target ->
                target.getName().startsWith("reduceLanes")
                    && Set.of("FloatVector", "DoubleVector")
                        .contains(target.getTargetOwner().getSimpleName())));
    mayNotAccess(
        describe(
            "vector functions that are not correctly rounded",
            target ->
                target.getTargetOwner().getSimpleName().equals("VectorOperators")
                    && INEXACT_FUNCTIONS.contains(target.getName().toLowerCase(Locale.ROOT))));
  }

  private static void mayNotDependOn(DescribedPredicate<JavaClass> what) {
    noClasses()
        .that()
        .resideInAnyPackage(House.PURE)
        .should()
        .dependOnClassesThat(what)
        .check(House.classes());
  }

  private static void mayNotAccess(DescribedPredicate<JavaAccess<?>> what) {
    noClasses()
        .that()
        .resideInAnyPackage(House.PURE)
        .should()
        .accessTargetWhere(what)
        .check(House.classes());
  }

  private static DescribedPredicate<JavaAccess<?>> access(
      String what, Class<?> owner, String... names) {
    return describe(
        what,
        target ->
            target.getTargetOwner().isEquivalentTo(owner)
                && Arrays.asList(names).contains(target.getName()));
  }

  private static DescribedPredicate<JavaClass> isNoneOf(Class<?>... types) {
    return describe(
        "is none of " + Arrays.toString(types),
        type -> Arrays.stream(types).noneMatch(type::isEquivalentTo));
  }
}
