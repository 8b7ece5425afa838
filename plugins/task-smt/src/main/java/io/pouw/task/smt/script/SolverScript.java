package io.pouw.task.smt.script;

import io.pouw.task.smt.term.Op;
import io.pouw.task.smt.term.Sort;
import io.pouw.task.smt.term.Term;
import java.util.List;

/**
 * An obligation as it is given to a solver: written anew from its typed terms, in names of our own,
 * one definition for each term, so that nothing of the client's text reaches the solver and nothing
 * is nested.
 */
public final class SolverScript {
  private SolverScript() {}

  /** Declarations, definitions and assertions; no {@code check-sat}. */
  public static String of(Obligation obligation) {
    var text = new StringBuilder();
    for (int i = 0; i < obligation.sorts().size(); i++)
      text.append("(declare-sort S").append(i).append(" 0)\n");
    for (Declaration each : obligation.declarations()) {
      text.append("(declare-fun ").append(each.name()).append(" (");
      text.append(String.join(" ", each.parameters().stream().map(Sort::toString).toList()));
      text.append(") ").append(each.result()).append(")\n");
    }
    boolean[] needed = obligation.needed();
    for (Term each : obligation.terms()) if (needed[each.id()] && !isLeaf(each)) define(each, text);
    for (Term each : obligation.assertions())
      text.append("(assert ").append(reference(each)).append(")\n");
    return text.toString();
  }

  private static void define(Term term, StringBuilder text) {
    List<String> arguments = term.arguments().stream().map(SolverScript::reference).toList();
    text.append("(define-fun n").append(term.id()).append(" () ").append(term.sort()).append(" (");
    text.append(term.op() == Op.APPLY ? term.symbol() : ModelText.head(term));
    arguments.forEach(each -> text.append(' ').append(each));
    text.append("))\n");
  }

  private static boolean isLeaf(Term term) {
    return term.op() == Op.CONSTANT || (term.op() == Op.APPLY && term.arguments().isEmpty());
  }

  private static String reference(Term term) {
    if (term.constant().isPresent()) return term.constant().get().toString();
    return isLeaf(term) ? term.symbol() : "n" + term.id();
  }
}
