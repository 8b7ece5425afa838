package io.pouw.node.model;

import io.pouw.node.model.VerificationReport.Check;
import io.pouw.node.model.VerificationReport.Outcome;
import io.pouw.primitives.CodecException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Runs checks one after the other and writes down how each went. */
final class CheckList {
  private final List<Check> checks = new ArrayList<>();

  /** The value that a check found, and what to say of it. */
  record Found<T>(T value, String detail) {}

  /** Runs one check that finds something for later ones; empty if it failed. */
  <T> Optional<T> find(String name, Supplier<Found<T>> check) {
    try {
      Found<T> found = check.get();
      checks.add(new Check(name, Outcome.OK, found.detail()));
      return Optional.of(found.value());
    } catch (CheckFailed e) {
      return failed(name, e.detail());
    } catch (CodecException | IllegalArgumentException e) {
      return failed(name, String.valueOf(e.getMessage()));
    }
  }

  private <T> Optional<T> failed(String name, String detail) {
    checks.add(new Check(name, Outcome.FAILED, detail));
    return Optional.empty();
  }

  /** Runs one check that only says yes, with a detail, or fails. */
  void check(String name, Supplier<String> check) {
    find(name, () -> new Found<>(name, check.get()));
  }

  void notChecked(String name, String why) {
    checks.add(new Check(name, Outcome.NOT_CHECKED, why));
  }

  VerificationReport report() {
    return new VerificationReport(checks);
  }
}
