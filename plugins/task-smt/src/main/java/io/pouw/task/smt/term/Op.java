package io.pouw.task.smt.term;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a term does with its arguments. Meanings are those of the SMT-LIB 2.6 theories Core,
 * FixedSizeBitVectors (with the functions of the logic QF_BV), Ints, Reals, Reals_Ints, ArraysEx.
 */
public enum Op {
  /** A literal. */
  CONSTANT("", Shape.LEAF),
  /** A declared function, or a declared constant without arguments. */
  APPLY("", Shape.LEAF),
  NOT("not", Shape.ONE),
  AND("and", Shape.MANY),
  OR("or", Shape.MANY),
  XOR("xor", Shape.LEFT),
  IMPLIES("=>", Shape.RIGHT),
  EQ("=", Shape.CHAIN),
  DISTINCT("distinct", Shape.PAIRWISE),
  ITE("ite", Shape.THREE),
  NEGATE("-", Shape.ONE),
  ADD("+", Shape.LEFT),
  SUBTRACT("-", Shape.LEFT),
  MULTIPLY("*", Shape.LEFT),
  /** Integer division; by literals other than 0 only, for else its meaning is the solver's. */
  DIVIDE_INT("div", Shape.LEFT),
  MODULO("mod", Shape.TWO),
  ABSOLUTE("abs", Shape.ONE),
  /** Division of reals; by literals other than 0 only. */
  DIVIDE("/", Shape.LEFT),
  LESS_EQUAL("<=", Shape.CHAIN),
  LESS("<", Shape.CHAIN),
  GREATER_EQUAL(">=", Shape.CHAIN),
  GREATER(">", Shape.CHAIN),
  TO_REAL("to_real", Shape.ONE),
  TO_INT("to_int", Shape.ONE),
  IS_INT("is_int", Shape.ONE),
  SELECT("select", Shape.TWO),
  STORE("store", Shape.THREE),
  CONCAT("concat", Shape.LEFT),
  EXTRACT("extract", Shape.ONE),
  REPEAT("repeat", Shape.ONE),
  ZERO_EXTEND("zero_extend", Shape.ONE),
  SIGN_EXTEND("sign_extend", Shape.ONE),
  ROTATE_LEFT("rotate_left", Shape.ONE),
  ROTATE_RIGHT("rotate_right", Shape.ONE),
  BVNOT("bvnot", Shape.ONE),
  BVNEG("bvneg", Shape.ONE),
  BVAND("bvand", Shape.LEFT),
  BVOR("bvor", Shape.LEFT),
  BVXOR("bvxor", Shape.LEFT),
  BVNAND("bvnand", Shape.TWO),
  BVNOR("bvnor", Shape.TWO),
  BVXNOR("bvxnor", Shape.TWO),
  BVADD("bvadd", Shape.LEFT),
  BVSUB("bvsub", Shape.TWO),
  BVMUL("bvmul", Shape.LEFT),
  BVUDIV("bvudiv", Shape.TWO),
  BVUREM("bvurem", Shape.TWO),
  BVSDIV("bvsdiv", Shape.TWO),
  BVSREM("bvsrem", Shape.TWO),
  BVSMOD("bvsmod", Shape.TWO),
  BVSHL("bvshl", Shape.TWO),
  BVLSHR("bvlshr", Shape.TWO),
  BVASHR("bvashr", Shape.TWO),
  BVCOMP("bvcomp", Shape.TWO),
  BVULT("bvult", Shape.TWO),
  BVULE("bvule", Shape.TWO),
  BVUGT("bvugt", Shape.TWO),
  BVUGE("bvuge", Shape.TWO),
  BVSLT("bvslt", Shape.TWO),
  BVSLE("bvsle", Shape.TWO),
  BVSGT("bvsgt", Shape.TWO),
  BVSGE("bvsge", Shape.TWO);

  /** How many arguments there may be, and how more of them than two are meant. */
  public enum Shape {
    LEAF,
    ONE,
    TWO,
    THREE,
    /** One or more, kept as they are. */
    MANY,
    /** Two or more, from the left. */
    LEFT,
    /** Two or more, from the right. */
    RIGHT,
    /** Two or more: neighbours, all at once. */
    CHAIN,
    /** Two or more: every pair. */
    PAIRWISE
  }

  private static final Map<String, Op> BY_NAME =
      Arrays.stream(values())
          .filter(each -> each.shape != Shape.LEAF && each != NEGATE)
          .collect(Collectors.toMap(Op::text, Function.identity()));

  private final String text;
  private final Shape shape;

  Op(String text, Shape shape) {
    this.text = text;
    this.shape = shape;
  }

  /** Its name in SMT-LIB. */
  public String text() {
    return text;
  }

  public Shape shape() {
    return shape;
  }

  /** How many numbers stand behind its name, as in {@code (_ extract 7 0)}. */
  public int indices() {
    return switch (this) {
      case EXTRACT -> 2;
      case REPEAT, ZERO_EXTEND, SIGN_EXTEND, ROTATE_LEFT, ROTATE_RIGHT -> 1;
      case CONSTANT,
          APPLY,
          NOT,
          AND,
          OR,
          XOR,
          IMPLIES,
          EQ,
          DISTINCT,
          ITE,
          NEGATE,
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
          STORE,
          CONCAT,
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
          0;
    };
  }

  /** That of a name; {@code -} is {@link #SUBTRACT}. */
  public static Optional<Op> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }
}
