package io.pouw.task.smt.script;

import io.pouw.task.smt.term.Sort;
import java.util.List;

/**
 * A function that a script declares and a model has to give.
 *
 * @param name {@code f0}, {@code f1}, ... in the order of the declarations: the client's names can
 *     neither clash with a solver's nor change what it does
 * @param text what the client calls it
 * @param parameters none for a constant
 */
public record Declaration(String name, String text, List<Sort> parameters, Sort result) {
  public Declaration {
    parameters = List.copyOf(parameters);
  }
}
