package io.pouw.task.smt.z3;

import com.microsoft.z3.Expr;
import com.microsoft.z3.FuncDecl;
import com.microsoft.z3.FuncInterp;
import com.microsoft.z3.Model;
import com.microsoft.z3.Sort;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes what a model says of the declared functions, those called {@code f0}, {@code f1}, ...; of
 * what else Z3 tells, such as our own definitions, nothing is new.
 */
final class ModelPrinter {
  private static final String DECLARED = "f[0-9]+";

  private final StringBuilder text = new StringBuilder("(");

  private ModelPrinter() {}

  static String text(Model model) {
    var printer = new ModelPrinter();
    for (FuncDecl<?> each : model.getConstDecls())
      if (isDeclared(each)) printer.constant(each, model.getConstInterp(each));
    for (FuncDecl<?> each : model.getFuncDecls())
      if (isDeclared(each)) printer.function(each, model.getFuncInterp(each));
    return printer.text.append(')').toString();
  }

  private static boolean isDeclared(FuncDecl<?> function) {
    return function.getName().toString().matches(DECLARED);
  }

  private void constant(FuncDecl<?> declared, Expr<?> value) {
    begin(declared);
    text.append(value.getSExpr()).append(")\n");
  }

  private void begin(FuncDecl<?> declared) {
    text.append("(define-fun ").append(declared.getName()).append(" (");
    int number = 0;
    for (Sort each : declared.getDomain())
      text.append("(x!").append(number++).append(' ').append(each).append(')');
    text.append(") ").append(declared.getRange()).append(' ');
  }

  private void function(FuncDecl<?> declared, FuncInterp<?> interpretation) {
    begin(declared);
    for (FuncInterp.Entry<?> each : interpretation.getEntries()) {
      text.append("(ite ").append(condition(each.getArgs()));
      text.append(' ').append(each.getValue().getSExpr()).append(' ');
    }
    text.append(interpretation.getElse().getSExpr());
    text.append(")".repeat(interpretation.getNumEntries() + 1)).append('\n');
  }

  private static String condition(Expr<?>[] arguments) {
    List<String> equal = new ArrayList<>();
    for (Expr<?> each : arguments) equal.add("(= x!" + equal.size() + " " + each.getSExpr() + ")");
    return equal.size() == 1 ? equal.getFirst() : "(and " + String.join(" ", equal) + ")";
  }
}
