package io.pouw.task.smt.script;

import io.pouw.task.smt.term.Op;
import io.pouw.task.smt.term.Sort;
import io.pouw.task.smt.term.Term;
import io.pouw.task.smt.value.Evaluator;
import io.pouw.task.smt.value.Value;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a model says of each declared function. What it does not name is 0, false, and so on. Not
 * thread-safe.
 */
public final class Model {
  /**
   * A function as the model defines it.
   *
   * @param parameters stand-ins for the arguments
   * @param terms all terms of its body, each after its arguments
   */
  record Definition(List<Term> parameters, Term body, List<Term> terms, boolean[] needed) {}

  /** Terms that the evaluation of functions may take, whatever the model. */
  private static final long MAX_STEPS = 20_000_000;

  private final Map<String, Definition> definitions;
  private final Map<String, Map<List<Value>, Value>> known = new HashMap<>();
  private long steps;

  Model(Map<String, Definition> definitions) {
    this.definitions = Map.copyOf(definitions);
  }

  /** What a model without any definition says: everything is 0. */
  public static Model empty() {
    return new Model(Map.of());
  }

  Optional<Definition> definition(String name) {
    return Optional.ofNullable(definitions.get(name));
  }

  /**
   * The first assertion that does not hold under this model, counted from 0; empty if all do.
   *
   * @throws IllegalArgumentException if it cannot be evaluated
   */
  public Optional<Integer> refutes(Obligation obligation) {
    List<Value> values = new Evaluator(this::apply).values(obligation.terms(), obligation.needed());
    List<Term> assertions = obligation.assertions();
    for (int i = 0; i < assertions.size(); i++)
      if (!values.get(assertions.get(i).id()).holds()) return Optional.of(i);
    return Optional.empty();
  }

  private Value apply(Term term, List<Value> arguments) {
    Definition definition = definitions.get(term.symbol());
    if (definition == null) return zero(term.sort());
    return known
        .computeIfAbsent(term.symbol(), _ -> new HashMap<>())
        .computeIfAbsent(arguments, _ -> evaluate(definition, arguments));
  }

  private Value evaluate(Definition definition, List<Value> arguments) {
    steps += definition.terms().size();
    if (steps > MAX_STEPS)
      throw new IllegalArgumentException("its functions take too long to evaluate");
    var evaluator =
        new Evaluator((parameter, _) -> arguments.get(definition.parameters().indexOf(parameter)));
    return evaluator.values(definition.terms(), definition.needed()).get(definition.body().id());
  }

  /** The value of a constant. */
  Value constant(Declaration declared) {
    Definition definition = definitions.get(declared.name());
    return definition == null ? zero(declared.result()) : evaluate(definition, List.of());
  }

  static Value zero(Sort sort) {
    return switch (sort) {
      case Sort.Bool _ -> Value.Truth.FALSE;
      case Sort.Int _ -> new Value.Int(BigInteger.ZERO);
      case Sort.Real _ -> Value.Real.of(BigInteger.ZERO);
      case Sort.Bits bits -> new Value.Bits(BigInteger.ZERO, bits.width());
      case Sort.ArrayOf array -> new Value.Table(array, new TreeMap<>(), zero(array.element()));
      case Sort.Named named -> new Value.Element(named, 0);
    };
  }

  /** Whether a term is a stand-in for an argument. */
  static boolean isParameter(Term term) {
    return term.op() == Op.APPLY && term.symbol().endsWith("!val!");
  }
}
