package io.pouw.task.smt.script;

import java.util.List;

/** An S-expression of SMT-LIB 2.6, section 3.2, and where it begins. */
public sealed interface SExpr {
  /** From 1. */
  int line();

  /** In bytes, from 1. */
  int column();

  /** What a token is. */
  enum Kind {
    SYMBOL,
    NUMERAL,
    DECIMAL,
    HEXADECIMAL,
    BINARY,
    STRING,
    KEYWORD
  }

  /**
   * A token.
   *
   * @param text without the bars of a quoted symbol, the quotes of a string, and {@code #x} or
   *     {@code #b}
   */
  record Atom(Kind kind, String text, int line, int column) implements SExpr {
    @Override
    public String toString() {
      return text;
    }
  }

  /** A list in parentheses. */
  record Sequence(List<SExpr> items, int line, int column) implements SExpr {
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public String toString() {
      return "("
          + (items.isEmpty() ? "" : items.getFirst() + (items.size() > 1 ? " ..." : ""))
          + ")";
    }
  }

  /** Whether this is that symbol. */
  default boolean is(String symbol) {
    return this instanceof Atom atom && atom.kind() == Kind.SYMBOL && atom.text().equals(symbol);
  }

  /** The name that this symbol is; an error naming {@code what} otherwise. */
  default String symbol(String what) {
    if (this instanceof Atom atom && atom.kind() == Kind.SYMBOL) return atom.text();
    throw new SmtException(this, "expected " + what + ", found " + this);
  }

  /** The items of this list; an error naming {@code what} otherwise. */
  default List<SExpr> list(String what) {
    if (this instanceof Sequence sequence) return sequence.items();
    throw new SmtException(this, "expected " + what + ", found " + this);
  }

  /** The number that this numeral is, at most {@code most}. */
  default int number(String what, int most) {
    if (this instanceof Atom atom && atom.kind() == Kind.NUMERAL && atom.text().length() <= 9) {
      int value = Integer.parseInt(atom.text());
      if (value <= most) return value;
    }
    throw new SmtException(this, "expected " + what + " of at most " + most + ", found " + this);
  }
}
