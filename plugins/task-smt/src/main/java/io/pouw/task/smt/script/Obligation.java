package io.pouw.task.smt.script;

import io.pouw.task.smt.term.Symbols;
import io.pouw.task.smt.term.Term;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One question: is there a model of all assertions?
 *
 * @param name what {@code (set-info :name ...)} says, else empty
 * @param line where its text begins in its block, from 1
 * @param logic what {@code (set-logic ...)} says, else empty
 * @param status what {@code (set-info :status ...)} says: {@code sat} or {@code unsat}; a hint that
 *     nobody relies on
 * @param sorts what the client calls {@code S0}, {@code S1}, ...
 * @param declarations in their order
 * @param assertions of sort Bool
 * @param terms all terms, each after its arguments
 */
public record Obligation(
    String name,
    int line,
    String logic,
    Optional<String> status,
    List<String> sorts,
    List<Declaration> declarations,
    List<Term> assertions,
    List<Term> terms) {
  private static final Pattern OURS = Pattern.compile("(?<![^ (])([fS])([0-9]{1,6})(?=[ )!])");

  public Obligation {
    sorts = List.copyOf(sorts);
    declarations = List.copyOf(declarations);
    assertions = List.copyOf(assertions);
    terms = List.copyOf(terms);
  }

  /** A text, such as a model, with the client's names in place of ours. */
  public String readable(String text) {
    return OURS.matcher(text)
        .replaceAll(found -> {
          List<String> theirs =
              found.group(1).equals("S")
                  ? sorts
                  : declarations.stream().map(Declaration::text).toList();
          int index = Integer.parseInt(found.group(2));
          return Matcher.quoteReplacement(
              index < theirs.size() ? Symbols.quoted(theirs.get(index)) : found.group());
        });
  }

  /** Whether a term is needed by an assertion, by its id. */
  public boolean[] needed() {
    var needed = new boolean[terms.size()];
    for (Term each : assertions) needed[each.id()] = true;
    for (int i = needed.length - 1; i >= 0; i--)
      if (needed[i]) for (Term each : terms.get(i).arguments()) needed[each.id()] = true;
    return needed;
  }
}
