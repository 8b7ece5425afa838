package io.pouw.task.smt.script;

import io.pouw.task.smt.script.SExpr.Atom;
import io.pouw.task.smt.script.SExpr.Kind;
import io.pouw.task.smt.script.SExpr.Sequence;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Reads S-expressions one after the other. Nesting is at most {@value #MAX_DEPTH}, a token at most
 * {@value #MAX_TOKEN_BYTES} bytes; it never recurses. Outside of comments and strings all bytes are
 * printable ASCII or white space.
 */
public final class SReader {
  public static final int MAX_DEPTH = 1_000;
  public static final int MAX_TOKEN_BYTES = 4_096;
  private static final String SYMBOL_BYTES = "~!@$%^&*_-+=<>.?/";

  /** A list that is not closed yet. */
  private record Open(List<SExpr> items, int line, int column) {}

  private final byte[] text;
  private int at;
  private int line = 1;
  private int lineStart;

  public SReader(byte[] text) {
    this.text = text.clone();
  }

  /** Offset of the next byte to be read. */
  public int offset() {
    return at;
  }

  /**
   * The next expression; empty at the end of the text.
   *
   * @throws SmtException if it is none
   */
  public Optional<SExpr> next() {
    Deque<Open> open = new ArrayDeque<>();
    while (true) {
      skipBlank();
      if (at == text.length) {
        if (open.isEmpty()) return Optional.empty();
        throw new SmtException(
            open.element().line(), open.element().column(), "this parenthesis is never closed");
      }
      SExpr whole;
      int column = column();
      if (text[at] == '(') {
        if (open.size() == MAX_DEPTH)
          throw problem("nested deeper than " + MAX_DEPTH + " parentheses");
        open.push(new Open(new ArrayList<>(), line, column));
        at++;
        continue;
      } else if (text[at] == ')') {
        if (open.isEmpty()) throw problem("a closing parenthesis without an opening one");
        at++;
        Open closed = open.pop();
        whole = new Sequence(closed.items(), closed.line(), closed.column());
      } else {
        whole = atom();
      }
      if (open.isEmpty()) return Optional.of(whole);
      open.element().items().add(whole);
    }
  }

  private void skipBlank() {
    while (at < text.length) {
      byte next = text[at];
      if (next == '\n') newLine();
      else if (next == ';') while (at < text.length && text[at] != '\n') at++;
      else if (next == ' ' || next == '\t' || next == '\r') at++;
      else return;
    }
  }

  private void newLine() {
    at++;
    line++;
    lineStart = at;
  }

  private int column() {
    return at - lineStart + 1;
  }

  private SmtException problem(String what) {
    return new SmtException(line, column(), what);
  }

  private Atom atom() {
    int fromLine = line;
    int column = column();
    byte first = text[at];
    if (first == '"') return new Atom(Kind.STRING, quoted('"', "string"), fromLine, column);
    if (first == '|') return new Atom(Kind.SYMBOL, quoted('|', "symbol"), fromLine, column);
    int start = at;
    at++;
    while (at < text.length && isSymbolByte(text[at])) {
      if (at - start == MAX_TOKEN_BYTES)
        throw new SmtException(line, column, "a token of more than " + MAX_TOKEN_BYTES + " bytes");
      at++;
    }
    String token = new String(text, start, at - start, StandardCharsets.ISO_8859_1);
    return atom(token, column);
  }

  private Atom atom(String token, int column) {
    char first = token.charAt(0);
    if (token.matches("0|[1-9][0-9]*")) return new Atom(Kind.NUMERAL, token, line, column);
    if (token.matches("(0|[1-9][0-9]*)\\.[0-9]+"))
      return new Atom(Kind.DECIMAL, token, line, column);
    if (token.matches("#x[0-9a-fA-F]+"))
      return new Atom(Kind.HEXADECIMAL, token.substring(2), line, column);
    if (token.matches("#b[01]+")) return new Atom(Kind.BINARY, token.substring(2), line, column);
    if (first == ':' && token.length() > 1)
      return new Atom(Kind.KEYWORD, token.substring(1), line, column);
    if (isSymbolByte((byte) first) && !(first >= '0' && first <= '9'))
      return new Atom(Kind.SYMBOL, token, line, column);
    throw new SmtException(line, column, "'" + shown(token) + "' is no token of SMT-LIB");
  }

  private static String shown(String token) {
    char first = token.charAt(0);
    if (first < ' ' || first > '~') return "byte " + (int) first;
    return token.length() > 20 ? token.substring(0, 20) + "..." : token;
  }

  private static boolean isSymbolByte(byte each) {
    return (each >= 'a' && each <= 'z')
        || (each >= 'A' && each <= 'Z')
        || (each >= '0' && each <= '9')
        || (each > 0 && SYMBOL_BYTES.indexOf(each) >= 0);
  }

  /** The content between two marks, which is left as it is; a doubled quote stays doubled. */
  private String quoted(char mark, String what) {
    SmtException unfinished = problem("this " + what + " is never closed");
    int start = ++at;
    while (true) {
      while (at < text.length && text[at] != mark) {
        if (text[at] == '\n') newLine();
        else at++;
        if (mark == '|' && at - start > MAX_TOKEN_BYTES)
          throw problem("a token of more than " + MAX_TOKEN_BYTES + " bytes");
      }
      if (at == text.length) throw unfinished;
      at++;
      if (mark == '"' && at < text.length && text[at] == '"') at++;
      else break;
    }
    String content = new String(text, start, at - 1 - start, StandardCharsets.ISO_8859_1);
    if (mark == '|'
        && !content.chars().allMatch(each -> each >= ' ' && each <= '~' && each != '\\'))
      throw problem("a quoted symbol with bytes other than printable ASCII, or a backslash");
    return content;
  }
}
