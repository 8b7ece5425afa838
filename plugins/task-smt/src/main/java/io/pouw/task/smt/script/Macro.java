package io.pouw.task.smt.script;

import io.pouw.task.smt.term.Sort;
import java.util.List;

/** A function that a script defines by a term. */
record Macro(String name, List<Parameter> parameters, Sort result, SExpr body) {
  record Parameter(String name, Sort sort) {}

  Macro {
    parameters = List.copyOf(parameters);
  }
}
