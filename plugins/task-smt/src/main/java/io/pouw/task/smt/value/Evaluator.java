package io.pouw.task.smt.value;

import io.pouw.task.smt.term.Op;
import io.pouw.task.smt.term.Term;
import java.util.ArrayList;
import java.util.List;

/**
 * Evaluates terms in the order of their ids, without recursion: each needed term once. It is the
 * whole check of a claim that an obligation is satisfiable.
 */
public final class Evaluator {
  /** Bits that numbers may have, so that no product of products fills the memory. */
  private static final int MAX_NUMBER_BITS = 1 << 14;

  /** Entries of arrays that may be made, so that no chain of stores takes for ever. */
  private static final long MAX_ENTRIES = 5_000_000;

  /** What declared functions are. */
  @FunctionalInterface
  public interface Interpretation {
    /** The value of a function, or of a constant where there are no arguments. */
    Value apply(Term term, List<Value> arguments);
  }

  private final Interpretation interpretation;
  private long entries;

  public Evaluator(Interpretation interpretation) {
    this.interpretation = interpretation;
  }

  /**
   * The values of the needed terms, by id; those of the others are {@link Value.Truth#FALSE} and
   * mean nothing.
   *
   * @throws IllegalArgumentException if numbers or arrays grow beyond all measure
   */
  public List<Value> values(List<Term> terms, boolean[] needed) {
    var values = new ArrayList<Value>(terms.size());
    for (Term each : terms) values.add(needed[each.id()] ? value(each, values) : Value.Truth.FALSE);
    return values;
  }

  private Value value(Term term, List<Value> values) {
    var constant = term.constant();
    if (constant.isPresent()) return constant.get();
    List<Value> arguments = term.arguments().stream().map(each -> values.get(each.id())).toList();
    Value found =
        term.op() == Op.APPLY ? interpretation.apply(term, arguments) : apply(term, arguments);
    if (found instanceof Value.Int number && number.value().bitLength() > MAX_NUMBER_BITS
        || found instanceof Value.Real real && bits(real) > MAX_NUMBER_BITS)
      throw new IllegalArgumentException("a number of more than " + MAX_NUMBER_BITS + " bits");
    if (found instanceof Value.Table table) entries += table.entries().size();
    if (entries > MAX_ENTRIES)
      throw new IllegalArgumentException("arrays of more than " + MAX_ENTRIES + " entries in all");
    return found;
  }

  private static int bits(Value.Real real) {
    return Math.max(real.numerator().bitLength(), real.denominator().bitLength());
  }

  private static Value apply(Term term, List<Value> arguments) {
    return switch (term.op()) {
      case CONSTANT, APPLY -> throw new IllegalStateException(term + " is no operator");
      case NOT -> Value.of(!arguments.getFirst().holds());
      case AND -> Value.of(arguments.stream().allMatch(Value::holds));
      case OR -> Value.of(arguments.stream().anyMatch(Value::holds));
      case XOR -> Value.of(arguments.get(0).holds() != arguments.get(1).holds());
      case IMPLIES -> Value.of(!arguments.get(0).holds() || arguments.get(1).holds());
      case EQ -> Value.of(arguments.get(0).equals(arguments.get(1)));
      case DISTINCT -> Value.of(!arguments.get(0).equals(arguments.get(1)));
      case ITE -> arguments.getFirst().holds() ? arguments.get(1) : arguments.get(2);
      case NEGATE,
          ADD,
          SUBTRACT,
          MULTIPLY,
          DIVIDE_INT,
          MODULO,
          ABSOLUTE,
          DIVIDE,
          LESS_EQUAL,
          LESS,
          GREATER_EQUAL,
          GREATER,
          TO_REAL,
          TO_INT,
          IS_INT,
          SELECT,
          STORE ->
          Arithmetic.apply(term, arguments);
      case CONCAT,
          EXTRACT,
          REPEAT,
          ZERO_EXTEND,
          SIGN_EXTEND,
          ROTATE_LEFT,
          ROTATE_RIGHT,
          BVNOT,
          BVNEG,
          BVAND,
          BVOR,
          BVXOR,
          BVNAND,
          BVNOR,
          BVXNOR,
          BVADD,
          BVSUB,
          BVMUL,
          BVUDIV,
          BVUREM,
          BVSDIV,
          BVSREM,
          BVSMOD,
          BVSHL,
          BVLSHR,
          BVASHR,
          BVCOMP,
          BVULT,
          BVULE,
          BVUGT,
          BVUGE,
          BVSLT,
          BVSLE,
          BVSGT,
          BVSGE ->
          BitArithmetic.apply(term, arguments);
    };
  }
}
