package io.pouw.task.smt.script;

import io.pouw.task.smt.term.Sort;
import io.pouw.task.smt.term.Term;
import io.pouw.task.smt.term.Terms;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Takes the commands of one script. Nothing is let through but {@code set-logic}, {@code set-info},
 * {@code declare-sort}, {@code declare-fun}, {@code declare-const}, {@code define-fun}, {@code
 * assert}, one {@code check-sat}, and {@code exit}.
 */
final class ObligationReader {
  private static final Set<String> STATUSES = Set.of("sat", "unsat");

  private final Names names = new Names();
  private final Terms terms = new Terms();
  private final Elaborator elaborator = new Elaborator(names, terms);
  private final List<Term> assertions = new ArrayList<>();
  private final int line;
  private String logic = "";
  private String name = "";
  private Optional<String> status = Optional.empty();
  private boolean asked;

  /**
   * @param line where the script begins
   */
  ObligationReader(int line) {
    this.line = line;
  }

  /** Whether {@code check-sat} has come. */
  boolean isComplete() {
    return asked;
  }

  void take(SExpr command) {
    List<SExpr> items = command.list("a command");
    if (items.isEmpty()) throw new SmtException(command, "expected a command, found ()");
    String word = items.getFirst().symbol("a command");
    if (asked && !word.equals("exit") && !word.equals("set-info"))
      throw new SmtException(
          command,
          "'%s' after (check-sat): the next obligation begins with (reset)".formatted(word));
    switch (word) {
      case "set-logic" -> setLogic(command, items);
      case "set-info" -> setInfo(command, items);
      case "declare-sort" -> declareSort(command, items);
      case "declare-fun" -> {
        size(command, items, 4);
        declare(items.get(1), sorts(items.get(2)), items.get(3));
      }
      case "declare-const" -> {
        size(command, items, 3);
        declare(items.get(1), List.of(), items.get(2));
      }
      case "define-fun" -> define(command, items);
      case "assert" -> {
        size(command, items, 2);
        assertions.add(elaborator.term(items.get(1), Sort.BOOL));
      }
      case "check-sat" -> {
        size(command, items, 1);
        asked = true;
      }
      case "exit" -> size(command, items, 1);
      default ->
          throw new SmtException(
              command,
              "the command '%s' is not let through; allowed are set-logic, set-info, declare-sort,"
                      .formatted(word)
                  + " declare-fun, declare-const, define-fun, assert, check-sat, exit, reset");
    }
  }

  /** What reading it took. */
  int steps() {
    return elaborator.steps();
  }

  Obligation obligation() {
    return new Obligation(
        name, line, logic, status, names.sorts(), names.declarations(), assertions, terms.all());
  }

  private static void size(SExpr command, List<SExpr> items, int size) {
    if (items.size() != size)
      throw new SmtException(
          command,
          "'%s' takes %d parts, found %d".formatted(items.getFirst(), size - 1, items.size() - 1));
  }

  private void setLogic(SExpr command, List<SExpr> items) {
    size(command, items, 2);
    logic = items.get(1).symbol("a logic");
    if (logic.endsWith("LRA") || logic.endsWith("NRA") || logic.endsWith("RDL"))
      if (!logic.contains("I")) elaborator.readNumeralsAsReals();
  }

  private void setInfo(SExpr command, List<SExpr> items) {
    if (items.size() < 2
        || !(items.get(1) instanceof SExpr.Atom keyword)
        || keyword.kind() != SExpr.Kind.KEYWORD)
      throw new SmtException(command, "expected (set-info :keyword value)");
    if (items.size() != 3) return;
    String value = items.get(2) instanceof SExpr.Atom atom ? atom.text() : "";
    if (keyword.text().equals("status") && STATUSES.contains(value)) status = Optional.of(value);
    if (keyword.text().equals("name")) name = value.length() > 80 ? value.substring(0, 80) : value;
  }

  private void declareSort(SExpr command, List<SExpr> items) {
    if (items.size() == 3 && items.get(2).number("an arity", 9) != 0)
      throw new SmtException(command, "declared sorts take no parameters here");
    if (items.size() != 3) size(command, items, 2);
    names.declareSort(items.get(1));
  }

  private List<Sort> sorts(SExpr list) {
    return list.list("the sorts of parameters").stream().map(names::sort).toList();
  }

  private void declare(SExpr declared, List<Sort> parameters, SExpr result) {
    Sort of = names.sort(result);
    if (!parameters.isEmpty() && parameters.stream().anyMatch(Sort.ArrayOf.class::isInstance))
      throw new SmtException(declared, "functions of arrays are not supported");
    names.declare(declared, parameters, of);
  }

  private void define(SExpr command, List<SExpr> items) {
    size(command, items, 5);
    names.define(items.get(1), MacroReader.read(items, names, elaborator, terms));
  }
}
