package io.pouw.task.smt;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The state of a task: a line for each obligation, in their order, {@code open}, {@code sat},
 * {@code unsat} or {@code unknown}. Certificates are not in it, for there can be several.
 */
record Verdicts(List<Verdict> all) {
  private static final int MAX_BYTES = 4_096;

  Verdicts {
    all = List.copyOf(all);
  }

  /** Nothing is known. */
  static Verdicts open(int obligations) {
    return new Verdicts(Collections.nCopies(obligations, Verdict.OPEN));
  }

  /**
   * Reads a state.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Verdicts read(byte[] state) {
    if (state.length > MAX_BYTES)
      throw new IllegalArgumentException("a state of " + state.length + " bytes");
    var all = new ArrayList<Verdict>();
    for (String line : new String(state, StandardCharsets.US_ASCII).lines().toList())
      all.add(
          Arrays.stream(Verdict.values())
              .filter(each -> each.text().equals(line))
              .findFirst()
              .orElseThrow(() ->
                  new IllegalArgumentException("line " + (all.size() + 1) + " is no verdict")));
    var verdicts = new Verdicts(all);
    if (!Arrays.equals(verdicts.toBytes(), state))
      throw new IllegalArgumentException("verdicts are not written as they have to be");
    return verdicts;
  }

  byte[] toBytes() {
    var text = new StringBuilder();
    all.forEach(each -> text.append(each.text()).append('\n'));
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  Verdicts with(int obligation, Verdict verdict) {
    var changed = new ArrayList<>(all);
    changed.set(obligation, verdict);
    return new Verdicts(changed);
  }

  long count(Verdict verdict) {
    return all.stream().filter(each -> each == verdict).count();
  }
}
