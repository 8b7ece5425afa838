package io.pouw.task.smt.script;

import io.pouw.task.smt.term.Sort;
import io.pouw.task.smt.term.Term;
import io.pouw.task.smt.term.Terms;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code (define-fun name ((x Int)) Int body)}, five parts. */
final class MacroReader {
  private MacroReader() {}

  /** The definition, after its body was checked once: not every definition is applied. */
  static Macro read(List<SExpr> items, Names names, Elaborator elaborator, Terms terms) {
    var parameters = new ArrayList<Macro.Parameter>();
    for (SExpr each : items.get(2).list("parameters")) {
      List<SExpr> pair = each.list("a parameter");
      if (pair.size() != 2) throw new SmtException(each, "expected (name sort)");
      parameters.add(new Macro.Parameter(pair.get(0).symbol("a name"), names.sort(pair.get(1))));
    }
    Sort result = names.sort(items.get(3));
    var macro = new Macro(items.get(1).symbol("a name"), parameters, result, items.get(4));
    Term _ = elaborator.body(macro, placeholders(macro, terms));
    return macro;
  }

  /** A term of each parameter's sort, called as no script can call one. */
  static List<Term> placeholders(Macro macro, Terms terms) {
    var placeholders = new ArrayList<Term>();
    for (Macro.Parameter each : macro.parameters())
      placeholders.add(terms.apply("x!" + placeholders.size() + "!val!", List.of(), each.sort()));
    return placeholders;
  }
}
