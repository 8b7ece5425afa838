package io.pouw.task.smt.script;

import java.util.ArrayList;
import java.util.List;

/**
 * A proof block: scripts one after the other, separated by {@code (reset)}, each of them one
 * obligation with one {@code (check-sat)}. So any solver of SMT-LIB 2 answers the whole text.
 *
 * @param obligations {@value #LEAST} to {@value #MOST}
 */
public record ProofBlock(List<Obligation> obligations) {
  public static final int LEAST = 5;
  public static final int MOST = 100;
  public static final int MAX_BYTES = 8 << 20;

  /** Different terms of all obligations together, give or take one obligation's. */
  public static final int MAX_TERMS = 500_000;

  /** Terms of all of them after definitions are expanded, give or take one obligation's. */
  public static final int MAX_STEPS = 4_000_000;

  public ProofBlock {
    obligations = List.copyOf(obligations);
  }

  /**
   * Reads a block.
   *
   * @throws SmtException if the text is wrong, with line and column
   * @throws IllegalArgumentException if there are too few obligations, or too many
   */
  public static ProofBlock read(byte[] text) {
    List<Obligation> all = readAll(text);
    if (all.size() < LEAST || all.size() > MOST)
      throw new IllegalArgumentException(
          "a proof block of %d obligations, expected %d to %d: %s"
              .formatted(
                  all.size(),
                  LEAST,
                  MOST,
                  all.size() < LEAST ? "add some" : "split it into several"));
    return new ProofBlock(all);
  }

  /** The same for any number of obligations up to {@value #MOST}. */
  public static List<Obligation> readAll(byte[] text) {
    if (text.length > MAX_BYTES)
      throw new IllegalArgumentException(
          "%d bytes of obligations, at most %d can be".formatted(text.length, MAX_BYTES));
    var reader = new SReader(text);
    var obligations = new ArrayList<Obligation>();
    ObligationReader current = new ObligationReader(1);
    int commands = 0;
    long terms = 0;
    long steps = 0;
    for (var next = reader.next(); next.isPresent(); next = reader.next()) {
      SExpr command = next.get();
      if (isReset(command)) {
        if (commands > 0) {
          add(obligations, current, command);
          terms += obligations.getLast().terms().size();
          steps += current.steps();
          if (terms > MAX_TERMS || steps > MAX_STEPS)
            throw new SmtException(
                command,
                "%d different terms and %d expanded ones so far, at most %d and %d can be: split the block"
                    .formatted(terms, steps, MAX_TERMS, MAX_STEPS));
        }
        current = new ObligationReader(command.line());
        commands = 0;
      } else {
        current.take(command);
        commands++;
      }
    }
    if (commands > 0) {
      if (!current.isComplete())
        throw new IllegalArgumentException("the last obligation has no (check-sat)");
      obligations.add(current.obligation());
    }
    if (obligations.size() > MOST) throw tooMany();
    return obligations;
  }

  private static boolean isReset(SExpr command) {
    return command instanceof SExpr.Sequence sequence
        && sequence.items().size() == 1
        && sequence.items().getFirst().is("reset");
  }

  private static void add(List<Obligation> to, ObligationReader current, SExpr reset) {
    if (!current.isComplete())
      throw new SmtException(reset, "the obligation before this (reset) has no (check-sat)");
    if (to.size() == MOST) throw tooMany();
    to.add(current.obligation());
  }

  private static IllegalArgumentException tooMany() {
    return new IllegalArgumentException(
        "a proof block of more than %d obligations, expected %d to %d: split it into several"
            .formatted(MOST, LEAST, MOST));
  }
}
