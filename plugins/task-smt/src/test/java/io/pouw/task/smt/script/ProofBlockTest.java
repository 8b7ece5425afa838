package io.pouw.task.smt.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProofBlockTest {
  private static final String SMALL = "(declare-const p Bool)(assert p)(check-sat)";

  private static List<Obligation> read(String text) {
    return ProofBlock.readAll(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String block(int obligations) {
    return String.join("\n(reset)\n", Collections.nCopies(obligations, SMALL));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      textBlock =
          """
          (assert (and true;                                   line 1, column 9: this parenthesis is never closed
          (assert true));                                      line 1, column 14: a closing parenthesis without an opening one
          (echo "x");                                          line 1, column 1: the command 'echo' is not let through
          (include "/etc/passwd");                             line 1, column 1: the command 'include' is not let through
          (set-option :diagnostic-output-channel "/tmp/x");    line 1, column 1: the command 'set-option' is not let through
          (push 1);                                            line 1, column 1: the command 'push' is not let through
          (eval p);                                            line 1, column 1: the command 'eval' is not let through
          assert;                                              line 1, column 1: expected a command, found assert
          ();                                                  line 1, column 1: expected a command, found ()
          (assert x);                                          line 1, column 9: 'x' is not declared
          (assert (f 1));                                      line 1, column 10: no function is called 'f'
          (assert 1);                                          line 1, column 9: expected a term of sort Bool, found one of Int
          (assert (and true 1));                               line 1, column 10: 'and' cannot be applied to Bool, Int
          (assert (= 1));                                      line 1, column 10: '=' takes at least 2 arguments, found 1
          (assert (= #b1 #b10));                               line 1, column 10: '=' cannot be applied to (_ BitVec 1), (_ BitVec 2)
          (assert (= ((_ extract 9 0) #b1) #b1));              line 1, column 12: (_ extract 9 0) of 1 bits
          (assert (= (div 1 0) 1));                            line 1, column 13: 'div' takes a literal other than 0 as divisor
          (assert (forall ((x Int)) true));                    line 1, column 9: quantifiers are not supported
          (declare-const x Float32);                           line 1, column 18: no sort is called 'Float32'
          (declare-const x (_ BitVec 0));                      line 1, column 18: a bit-vector has at least 1 bit
          (declare-const x (_ BitVec 5000));                   line 1, column 28: expected a width of at most 4096, found 5000
          (declare-const x (Array Int (Array Int Int)));       line 1, column 29: arrays of arrays are not supported
          (declare-const and Bool);                            line 1, column 16: 'and' has a meaning in SMT-LIB
          (declare-const a!val!0 Bool);                        line 1, column 16: 'a!val!0' is kept for models
          (declare-const x Bool)(declare-const x Int);         line 1, column 38: 'x' is declared already
          (define-fun f ((x Int)) Int (f x));                  line 1, column 30: no function is called 'f'
          (assert (let ((x true) (x false)) x));               line 1, column 24: 'x' is bound twice
          (assert (= 0x1 1));                                  line 1, column 12: '0x1' is no token of SMT-LIB
          (assert "never closed;                               line 1, column 9: this string is never closed
          (check-sat)(assert true);                            line 1, column 12: 'assert' after (check-sat)
          (assert true)(reset);                                line 1, column 14: the obligation before this (reset) has no (check-sat)
          """)
  void badInputIsRefusedWithItsPlace(String text, String message) {
    var found = assertThrows(IllegalArgumentException.class, () -> read(text));
    assertTrue(String.valueOf(found.getMessage()).startsWith(message.strip()), found::getMessage);
  }

  @Test
  void theLineOfAProblemIsCounted() {
    var found =
        assertThrows(SmtException.class, () -> read("; one\n(check-sat)\n(reset)\n  (foo)"));
    assertTrue(String.valueOf(found.getMessage()).startsWith("line 4, column 3"));
  }

  @Test
  void hugeNestingIsRefusedInsteadOfFillingTheStack() {
    String deep = "(assert " + "(not ".repeat(100_000) + "true" + ")".repeat(100_001);
    var found = assertThrows(SmtException.class, () -> read(deep));
    assertTrue(String.valueOf(found.getMessage()).contains("nested deeper than 1000"));
  }

  @Test
  void definitionsThatGrowExponentiallyAreRefused() {
    var text = new StringBuilder("(define-fun f0 ((x Bool)) Bool (not x))");
    for (int i = 1; i < 60; i++)
      text.append(
          "(define-fun f%d ((x Bool)) Bool (and (f%d x) (f%d (not x))))"
              .formatted(i, i - 1, i - 1));
    var found =
        assertThrows(SmtException.class, () -> read(text + "(assert (f59 true))(check-sat)"));
    assertTrue(String.valueOf(found.getMessage()).contains("after expanding definitions"));
  }

  @Test
  void manyLargeObligationsAreRefusedAsAWhole() {
    var one = new StringBuilder("(define-fun f0 ((x Bool)) Bool (not x))");
    for (int i = 1; i < 14; i++)
      one.append(
          "(define-fun f%d ((x Bool)) Bool (and (f%d x) (f%d (not x))))"
              .formatted(i, i - 1, i - 1));
    String block = (one + "(assert (f13 true))(check-sat)(reset)\n").repeat(40);
    var found = assertThrows(SmtException.class, () -> read(block));
    assertTrue(String.valueOf(found.getMessage()).contains("split the block"), found::getMessage);
  }

  @Test
  void hugeLiteralsAreRefused() {
    String number = "9".repeat(5_000);
    assertTrue(
        String.valueOf(
                assertThrows(SmtException.class, () -> read("(assert (= 1 " + number + "))"))
                    .getMessage())
            .contains("a token of more than 4096 bytes"));
  }

  @Test
  void aBlockHas5To100Obligations() {
    assertEquals(
        5, ProofBlock.read(block(5).getBytes(StandardCharsets.US_ASCII)).obligations().size());
    assertEquals(
        100, ProofBlock.read(block(100).getBytes(StandardCharsets.US_ASCII)).obligations().size());
    assertEquals(
        "a proof block of 4 obligations, expected 5 to 100: add some",
        assertThrows(
                IllegalArgumentException.class,
                () -> ProofBlock.read(block(4).getBytes(StandardCharsets.US_ASCII)))
            .getMessage());
    assertTrue(
        String.valueOf(
                assertThrows(IllegalArgumentException.class, () -> read(block(101))).getMessage())
            .contains("more than 100 obligations"));
  }

  @Test
  void namesStatusAndLinesOfObligationsAreKept() {
    List<Obligation> all =
        read(
            "(set-info :name |a b|)(set-info :status unsat)(assert false)(check-sat)\n(reset)\n"
                + SMALL);
    assertEquals("a b", all.get(0).name());
    assertEquals(Optional.of("unsat"), all.get(0).status());
    assertEquals(2, all.get(1).line());
  }

  @Test
  void letBindsAtOnceAndDefinitionsSeeOnlyTheirParameters() {
    Obligation found =
        read("(declare-const x Int)(define-fun twice ((y Int)) Int (+ y y))"
                + "(assert (let ((x 1) (z x)) (= (twice x) (+ z 2))))(check-sat)")
            .getFirst();
    // z is the declared x, which is 0 in the empty model: 1 + 1 = 0 + 2
    assertEquals(Optional.empty(), Model.empty().refutes(found));
  }

  @Test
  void noGarbageCrashesTheReader() {
    long seed = 20261121;
    System.out.println("seed " + seed);
    var random = new Random(seed);
    String alphabet =
        "()()  |\";#xb01aé\n(assert(declare-const(_ let not and x Int Bool))(check-sat)";
    for (int i = 0; i < 3_000; i++) {
      var text = new StringBuilder();
      for (int length = random.nextInt(60); length > 0; length--)
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      try {
        read(text.toString());
      } catch (IllegalArgumentException e) {
        assertTrue(e.getMessage() != null, text::toString);
      }
    }
  }
}
