package io.pouw.task.smt.sat;

import io.pouw.task.smt.script.Declaration;
import io.pouw.task.smt.script.Model;
import io.pouw.task.smt.script.ModelText;
import io.pouw.task.smt.script.Obligation;
import io.pouw.task.smt.term.Op;
import io.pouw.task.smt.term.Sort;
import io.pouw.task.smt.term.Term;
import io.pouw.task.smt.value.Value;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Obligations of truth values and bit-vectors as propositional problems: the same clauses on every
 * machine.
 */
public final class BitBlaster {
  /** Gates that a problem may need; above it is not done here. */
  public static final long MAX_GATES = 200_000;

  private final Obligation obligation;
  private final Gates gates = new Gates();
  private final Circuits circuits = new Circuits(gates);
  private final Map<String, int[]> constants = new HashMap<>();
  private final Cnf cnf;

  private BitBlaster(Obligation obligation) {
    this.obligation = obligation;
    boolean[] needed = obligation.needed();
    var vectors = new ArrayList<int[]>(obligation.terms().size());
    for (Term each : obligation.terms())
      vectors.add(needed[each.id()] ? vector(each, vectors) : new int[0]);
    for (Term each : obligation.assertions()) gates.demand(vectors.get(each.id())[0]);
    this.cnf = gates.cnf();
  }

  /**
   * The clauses of an obligation.
   *
   * @param obligation one that {@link #suits}
   */
  public static BitBlaster of(Obligation obligation) {
    return new BitBlaster(obligation);
  }

  /** Whether an obligation is of this kind and not too large. */
  public static boolean suits(Obligation obligation) {
    boolean[] needed = obligation.needed();
    long gates = 0;
    for (Term each : obligation.terms()) {
      if (!needed[each.id()]) continue;
      if (!(each.sort() instanceof Sort.Bool || each.sort() instanceof Sort.Bits)) return false;
      if (each.op() == Op.APPLY && !each.arguments().isEmpty()) return false;
      gates += gates(each);
      if (gates > MAX_GATES) return false;
    }
    return obligation.declarations().stream()
        .allMatch(each ->
            each.parameters().isEmpty()
                && (each.result() instanceof Sort.Bool || each.result() instanceof Sort.Bits));
  }

  /** About how many gates a term takes. */
  private static long gates(Term term) {
    long width = 1;
    for (Term each : term.arguments())
      if (each.sort() instanceof Sort.Bits bits) width = Math.max(width, bits.width());
    if (term.sort() instanceof Sort.Bits bits) width = Math.max(width, bits.width());
    return switch (term.op()) {
      case BVMUL -> 4 * width * width;
      case BVUDIV, BVUREM, BVSDIV, BVSREM, BVSMOD -> 10 * width * width;
      case BVSHL, BVLSHR, BVASHR -> width * (2 + Long.SIZE - Long.numberOfLeadingZeros(width));
      default -> 6 * Math.max(width, term.arguments().size());
    };
  }

  public Cnf cnf() {
    return cnf;
  }

  /**
   * A model as text.
   *
   * @param assignment of each variable, by its number
   */
  public byte[] model(boolean[] assignment) {
    var text = new StringBuilder("(");
    for (Declaration each : obligation.declarations()) {
      int[] bits = constants.get(each.name());
      if (bits == null) continue;
      text.append("(define-fun ").append(each.name()).append(" () ").append(each.result());
      text.append(' ').append(value(each.result(), bits, assignment)).append(')');
    }
    Model model =
        ModelText.read(
            text.append(')').toString().getBytes(StandardCharsets.US_ASCII),
            obligation.declarations());
    return ModelText.write(model, obligation.declarations());
  }

  private static Value value(Sort sort, int[] bits, boolean[] assignment) {
    BigInteger number = BigInteger.ZERO;
    for (int i = 0; i < bits.length; i++) if (assignment[bits[i]]) number = number.setBit(i);
    return sort instanceof Sort.Bits of
        ? new Value.Bits(number, of.width())
        : Value.of(number.signum() > 0);
  }

  private int[] vector(Term term, List<int[]> vectors) {
    if (term.constant().isPresent()) return constant(term.constant().get());
    if (term.op() == Op.APPLY)
      return constants.computeIfAbsent(term.symbol(), _ -> unknown(term.sort()));
    List<int[]> arguments = term.arguments().stream().map(each -> vectors.get(each.id())).toList();
    return term.sort() instanceof Sort.Bits
        ? bits(term, arguments)
        : new int[] {truth(term, arguments)};
  }

  private int[] unknown(Sort sort) {
    int[] bits = new int[sort instanceof Sort.Bits of ? of.width() : 1];
    for (int i = 0; i < bits.length; i++) bits[i] = gates.fresh();
    return bits;
  }

  private static int[] constant(Value value) {
    if (!(value instanceof Value.Bits of)) return new int[] {Gates.truth(value.holds())};
    int[] bits = new int[of.width()];
    for (int i = 0; i < bits.length; i++) bits[i] = Gates.truth(of.value().testBit(i));
    return bits;
  }

  private int truth(Term term, List<int[]> arguments) {
    int[] a = arguments.getFirst();
    int[] b = arguments.getLast();
    return switch (term.op()) {
      case NOT -> -a[0];
      case AND -> gates.all(arguments.stream().map(each -> each[0]).toList());
      case OR -> -gates.all(arguments.stream().map(each -> -each[0]).toList());
      case XOR -> gates.xor(a[0], b[0]);
      case IMPLIES -> gates.or(-a[0], b[0]);
      case EQ -> circuits.equal(a, b);
      case DISTINCT -> -circuits.equal(a, b);
      case ITE -> gates.choose(a[0], arguments.get(1)[0], b[0]);
      case BVULT -> circuits.less(a, b);
      case BVULE -> -circuits.less(b, a);
      case BVUGT -> circuits.less(b, a);
      case BVUGE -> -circuits.less(a, b);
      case BVSLT -> circuits.lessSigned(a, b);
      case BVSLE -> -circuits.lessSigned(b, a);
      case BVSGT -> circuits.lessSigned(b, a);
      case BVSGE -> -circuits.lessSigned(a, b);
      default -> throw new IllegalStateException("no truth value: " + term);
    };
  }

  private int[] bits(Term term, List<int[]> arguments) {
    int[] a = arguments.getFirst();
    int[] b = arguments.getLast();
    return switch (term.op()) {
      case ITE -> circuits.choose(a[0], arguments.get(1), b);
      case CONCAT, EXTRACT, REPEAT, ZERO_EXTEND, SIGN_EXTEND, ROTATE_LEFT, ROTATE_RIGHT ->
          wires(term, a, b);
      case BVNOT -> Circuits.not(a);
      case BVNEG -> circuits.negate(a);
      case BVAND, BVOR, BVXOR, BVNAND, BVNOR, BVXNOR -> bitwise(term.op(), a, b);
      case BVADD -> circuits.add(a, b, Gates.FALSE);
      case BVSUB -> circuits.subtract(a, b);
      case BVMUL -> circuits.multiply(a, b);
      case BVUDIV -> circuits.divide(a, b).quotient();
      case BVUREM -> circuits.divide(a, b).rest();
      case BVSDIV -> circuits.divideSigned(a, b);
      case BVSREM -> circuits.remainderSigned(a, b);
      case BVSMOD -> circuits.moduloSigned(a, b);
      case BVSHL -> circuits.shift(a, b, true, Gates.FALSE);
      case BVLSHR -> circuits.shift(a, b, false, Gates.FALSE);
      case BVASHR -> circuits.shift(a, b, false, a[a.length - 1]);
      case BVCOMP -> new int[] {circuits.equal(a, b)};
      default -> throw new IllegalStateException("no bit-vector: " + term);
    };
  }

  private int[] bitwise(Op op, int[] a, int[] b) {
    int[] out = new int[a.length];
    for (int i = 0; i < a.length; i++)
      out[i] =
          switch (op) {
            case BVAND -> gates.and(a[i], b[i]);
            case BVOR -> gates.or(a[i], b[i]);
            case BVXOR -> gates.xor(a[i], b[i]);
            case BVNAND -> -gates.and(a[i], b[i]);
            case BVNOR -> -gates.or(a[i], b[i]);
            default -> gates.same(a[i], b[i]);
          };
    return out;
  }

  /** What only moves bits. */
  private static int[] wires(Term term, int[] a, int[] b) {
    int index = term.indices().isEmpty() ? 0 : term.indices().getFirst();
    int[] out = new int[term.width()];
    for (int i = 0; i < out.length; i++)
      out[i] =
          switch (term.op()) {
            case CONCAT -> i < b.length ? b[i] : a[i - b.length];
            case EXTRACT -> a[i + term.indices().get(1)];
            case REPEAT -> a[i % a.length];
            case ZERO_EXTEND -> i < a.length ? a[i] : Gates.FALSE;
            case SIGN_EXTEND -> a[Math.min(i, a.length - 1)];
            case ROTATE_LEFT -> a[Math.floorMod(i - index, a.length)];
            default -> a[(i + index) % a.length];
          };
    return out;
  }
}
