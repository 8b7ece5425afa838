package io.pouw.task.smt.sat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.pouw.task.smt.script.Model;
import io.pouw.task.smt.script.ModelText;
import io.pouw.task.smt.script.Obligation;
import io.pouw.task.smt.script.ProofBlock;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The circuits against the evaluator, which is written by the definitions. */
class BitBlasterTest {
  private static final List<String> BINARY =
      List.of(
          "bvand", "bvor", "bvxor", "bvnand", "bvnor", "bvxnor", "bvadd", "bvsub", "bvmul",
          "bvudiv", "bvurem", "bvsdiv", "bvsrem", "bvsmod", "bvshl", "bvlshr", "bvashr");
  private static final List<String> COMPARED =
      List.of(
          "bvult", "bvule", "bvugt", "bvuge", "bvslt", "bvsle", "bvsgt", "bvsge", "=", "distinct");

  private static Obligation obligation(String text) {
    return ProofBlock.readAll(text.getBytes(StandardCharsets.US_ASCII)).getFirst();
  }

  private static String bits(Random random, int width) {
    var text = new StringBuilder("#b");
    for (int i = 0; i < width; i++) text.append(random.nextInt(2));
    return text.toString();
  }

  /** For given x and y the solver has to find the z that the evaluator finds right. */
  @Test
  void everyOperatorIsWhatItsDefinitionSaysForAllKindsOfNumbers() {
    long seed = 5;
    System.out.println("seed " + seed);
    var random = new Random(seed);
    for (int width : new int[] {1, 2, 3, 5, 8})
      for (String op : BINARY)
        for (int i = 0; i < 12; i++) {
          String x = i == 0 ? "#b" + "0".repeat(width) : bits(random, width);
          String y = i < 3 ? "#b" + "0".repeat(width) : bits(random, width);
          agree(width, "(= z (" + op + " x y))", x, y);
        }
    for (int i = 0; i < 200; i++) {
      int width = 1 + random.nextInt(8);
      String op = COMPARED.get(random.nextInt(COMPARED.size()));
      agree(
          width,
          "(= (" + op + " x y) (= ((_ extract 0 0) z) #b1))",
          bits(random, width),
          bits(random, width));
    }
  }

  @Test
  void whatMovesBitsIsWhatItsDefinitionSays() {
    var random = new Random(6);
    for (String term :
        List.of(
            "((_ extract 7 0) (concat x y))",
            "((_ extract 11 4) (concat x y))",
            "((_ rotate_left 3) x)",
            "((_ rotate_right 11) x)",
            "((_ extract 9 2) ((_ repeat 2) x))",
            "((_ extract 11 4) ((_ zero_extend 8) x))",
            "((_ extract 11 4) ((_ sign_extend 8) x))",
            "((_ zero_extend 7) (bvcomp x y))",
            "(ite (bvult x y) (bvneg x) (bvnot y))"))
      for (int i = 0; i < 10; i++) agree(8, "(= z " + term + ")", bits(random, 8), bits(random, 8));
  }

  private static void agree(int width, String relation, String x, String y) {
    String text =
        "(declare-const x (_ BitVec %d))(declare-const y (_ BitVec %d))(declare-const z (_ BitVec %d))"
                .formatted(width, width, width)
            + "(assert (= x "
            + x
            + "))(assert (= y "
            + y
            + "))(assert "
            + relation
            + ")(check-sat)";
    Obligation obligation = obligation(text);
    BitBlaster problem = BitBlaster.of(obligation);
    var found =
        assertInstanceOf(
            Answer.Satisfiable.class, Cdcl.solve(problem.cnf(), 1 << 26, 3), () -> text);
    byte[] model = problem.model(found.assignment());
    Model read = ModelText.read(model, obligation.declarations());
    assertEquals(
        Optional.empty(),
        read.refutes(obligation),
        () -> text + new String(model, StandardCharsets.US_ASCII));
    // and no other z
    String z = new String(model, StandardCharsets.US_ASCII);
    String value = z.substring(z.indexOf("f2"));
    value = value.substring(value.indexOf("#b"), value.indexOf(")\n"));
    if (!relation.contains("extract 0 0"))
      assertInstanceOf(
          Answer.Unsatisfiable.class,
          Cdcl.solve(
              BitBlaster.of(
                      obligation(
                          text.replace(
                              "(check-sat)", "(assert (not (= z " + value + ")))(check-sat)")))
                  .cnf(),
              1 << 26,
              3),
          () -> text);
  }
}
