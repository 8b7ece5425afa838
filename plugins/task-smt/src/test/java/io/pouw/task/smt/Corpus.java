package io.pouw.task.smt;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;

/**
 * The obligations of {@code data/smt}: this makes them. Bit tricks are those of H. S. Warren,
 * Hacker's Delight; the rest is folklore of combinatorics and program verification.
 */
final class Corpus {
  /** An obligation and what is known of it. */
  record Problem(String name, String logic, String status, String body) {
    String text() {
      return "(set-logic %s)\n(set-info :name |%s|)\n(set-info :status %s)\n%s(check-sat)\n"
          .formatted(logic, name, status, body);
    }
  }

  private static final String BITS = "QF_BV";
  private static final String TRUTH = "QF_UF";

  private Corpus() {}

  /** The block as it lies in {@code data/smt/corpus.smt2}. */
  static byte[] block() {
    return String.join("(reset)\n", problems().stream().map(Problem::text).toList())
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** The test part as it lies in {@code data/smt/expected.txt}. */
  static byte[] expected() {
    var text = new StringBuilder();
    problems().forEach(each -> text.append(each.status()).append('\n'));
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  static List<Problem> problems() {
    var all = new ArrayList<Problem>();
    all.addAll(combinatorics());
    all.addAll(bits());
    all.addAll(theories());
    return all;
  }

  private static List<Problem> combinatorics() {
    return List.of(
        new Problem("pigeonhole: 6 in 5", TRUTH, "unsat", Combinatorics.pigeonhole(6, 5)),
        new Problem("pigeonhole: 8 in 7", TRUTH, "unsat", Combinatorics.pigeonhole(8, 7)),
        new Problem("pigeonhole: 7 in 7", TRUTH, "sat", Combinatorics.pigeonhole(7, 7)),
        new Problem(
            "Groetzsch's graph in 3 colours",
            TRUTH,
            "unsat",
            Combinatorics.graph(11, 3, Combinatorics.groetzsch())),
        new Problem(
            "Petersen's graph in 3 colours",
            TRUTH,
            "sat",
            Combinatorics.graph(10, 3, Combinatorics.petersen())),
        new Problem("Ramsey: R(3,3) > 5", TRUTH, "sat", Combinatorics.ramsey(5)),
        new Problem("Ramsey: R(3,3) <= 6", TRUTH, "unsat", Combinatorics.ramsey(6)),
        new Problem("Schur: 13 in 3 colours", TRUTH, "sat", Combinatorics.schur(13, 3)),
        new Problem("Schur: 14 in 3 colours", TRUTH, "unsat", Combinatorics.schur(14, 3)),
        new Problem(
            "van der Waerden: W(2;4) > 34", TRUTH, "sat", Combinatorics.vanDerWaerden(34, 4)),
        new Problem(
            "van der Waerden: W(2;4) <= 35", TRUTH, "unsat", Combinatorics.vanDerWaerden(35, 4)),
        new Problem("8 queens", TRUTH, "sat", Combinatorics.queens(8)),
        new Problem("3 queens", TRUTH, "unsat", Combinatorics.queens(3)),
        new Problem("mutilated board of 6", TRUTH, "unsat", Combinatorics.mutilatedBoard(6)),
        new Problem("odd ring of 61 parities", TRUTH, "unsat", Combinatorics.parity(61)));
  }

  private static String words(int width, String names, String assertion) {
    var text = new StringBuilder();
    for (var each = new StringTokenizer(names); each.hasMoreTokens(); )
      text.append("(declare-const %s (_ BitVec %d))\n".formatted(each.nextToken(), width));
    return text.append("(assert ").append(assertion).append(")\n").toString();
  }

  private static String differ(String one, String two) {
    return "(not (= " + one + " " + two + "))";
  }

  private static List<Problem> bits() {
    return List.of(
        new Problem(
            "x + y = (x ^ y) + 2 (x & y)",
            BITS,
            "unsat",
            words(
                32,
                "x y",
                differ("(bvadd x y)", "(bvadd (bvxor x y) (bvshl (bvand x y) #x00000001))"))),
        new Problem(
            "x - y = x + ~y + 1",
            BITS,
            "unsat",
            words(32, "x y", differ("(bvsub x y)", "(bvadd x (bvadd (bvnot y) #x00000001))"))),
        new Problem(
            "average without overflow",
            BITS,
            "unsat",
            words(
                32,
                "x y",
                differ(
                    "(bvadd (bvand x y) (bvlshr (bvxor x y) #x00000001))",
                    "((_ extract 31 0) (bvlshr (bvadd ((_ zero_extend 1) x) ((_ zero_extend 1) y)) (_ bv1 33)))"))),
        new Problem(
            "absolute value without a branch",
            BITS,
            "unsat",
            words(
                32,
                "x",
                differ(
                    "(bvsub (bvxor x (bvashr x #x0000001f)) (bvashr x #x0000001f))",
                    "(ite (bvslt x #x00000000) (bvneg x) x)"))),
        new Problem(
            "the absolute value can be negative",
            BITS,
            "sat",
            words(32, "x", "(bvslt (ite (bvslt x #x00000000) (bvneg x) x) #x00000000)")),
        new Problem(
            "x & (x - 1) is 0 for powers of 2 only",
            BITS,
            "unsat",
            words(
                16,
                "x",
                "(and (not (= x #x0000)) (= (bvand x (bvsub x #x0001)) #x0000) (not (or "
                    + powers()
                    + ")))")),
        new Problem(
            "population count in parallel", BITS, "unsat", words(16, "x", populationCount())),
        new Problem(
            "swap by exclusive or",
            BITS,
            "unsat",
            words(
                32,
                "x y",
                "(let ((a (bvxor x y))) (let ((b (bvxor a y))) (let ((c (bvxor a b))) (not (and (= b x) (= c y))))))")),
        new Problem(
            "multiplication distributes, 4 bits",
            BITS,
            "unsat",
            words(4, "x y z", differ("(bvmul x (bvadd y z))", "(bvadd (bvmul x y) (bvmul x z))"))),
        new Problem(
            "multiplication commutes, 5 bits",
            BITS,
            "unsat",
            words(5, "x y", differ("(bvmul x y)", "(bvmul y x)"))),
        new Problem(
            "quotient times divisor plus rest",
            BITS,
            "unsat",
            words(6, "x y", differ("(bvadd (bvmul (bvudiv x y) y) (bvurem x y))", "x"))),
        new Problem(
            "factors of 10403",
            BITS,
            "sat",
            words(
                16,
                "p q",
                "(and (= (bvmul p q) (_ bv10403 16)) (bvult p #x0100) (bvult q #x0100) (bvugt p #x0001) (bvugt q #x0001))")),
        new Problem(
            "10007 is prime",
            BITS,
            "unsat",
            words(
                20,
                "p q",
                "(and (= (bvmul p q) (_ bv10007 20)) (bvule p (_ bv100 20)) (bvule q (_ bv5003 20)) (bvugt p (_ bv1 20)) (bvugt q (_ bv1 20)))")),
        new Problem(
            "midpoint of a binary search overflows (Bloch 2006)",
            BITS,
            "sat",
            words(
                32,
                "low high",
                "(and (bvsle #x00000000 low) (bvsle low high) (bvslt (bvashr (bvadd low high) #x00000001) low))")),
        new Problem(
            "midpoint of a binary search, mended",
            BITS,
            "unsat",
            words(
                32,
                "low high",
                "(let ((mid (bvadd low (bvlshr (bvsub high low) #x00000001)))) (and (bvsle #x00000000 low) (bvsle low high) (not (and (bvsle low mid) (bvsle mid high)))))")));
  }

  private static String powers() {
    var text = new StringBuilder();
    for (int i = 0; i < 16; i++) text.append(" (= x (_ bv").append(1 << i).append(" 16))");
    return text.substring(1);
  }

  private static String populationCount() {
    var sum = new StringBuilder("#x0000");
    for (int i = 0; i < 16; i++)
      sum.insert(0, "(bvadd ")
          .append(" ((_ zero_extend 15) ((_ extract %d %d) x)))".formatted(i, i));
    return "(let ((a (bvsub x (bvand (bvlshr x #x0001) #x5555))))"
        + " (let ((b (bvadd (bvand a #x3333) (bvand (bvlshr a #x0002) #x3333))))"
        + " (let ((c (bvand (bvadd b (bvlshr b #x0004)) #x0f0f)))"
        + " (not (= (bvand (bvadd c (bvlshr c #x0008)) #x001f) "
        + sum
        + ")))))";
  }

  private static List<Problem> theories() {
    return List.of(
        new Problem(
            "congruence: f^3 a = a and f^5 a = a give f a = a",
            "QF_UF",
            "unsat",
            """
            (declare-sort U 0)
            (declare-fun f (U) U)
            (declare-const a U)
            (assert (= (f (f (f a))) a))
            (assert (= (f (f (f (f (f a))))) a))
            (assert (not (= (f a) a)))
            """),
        new Problem(
            "congruence: f^2 a = a and f^4 a = a do not",
            "QF_UF",
            "sat",
            """
            (declare-sort U 0)
            (declare-fun f (U) U)
            (declare-const a U)
            (assert (= (f (f a)) a))
            (assert (= (f (f (f (f a)))) a))
            (assert (not (= (f a) a)))
            """),
        new Problem("43 nuggets cannot be bought", "QF_LIA", "unsat", nuggets(43)),
        new Problem("44 nuggets can", "QF_LIA", "sat", nuggets(44)),
        new Problem(
            "invariant of the sum of 1 to n",
            "QF_NIA",
            "unsat",
            """
            (declare-const i Int)
            (declare-const s Int)
            (assert (= (* 2 s) (* i (+ i 1))))
            (assert (not (= (* 2 (+ s (+ i 1))) (* (+ i 1) (+ i 2)))))
            """),
        new Problem(
            "a wrong invariant of the sum of 1 to n",
            "QF_LIA",
            "sat",
            """
            (declare-const i Int)
            (declare-const s Int)
            (assert (and (<= 0 i) (<= i s)))
            (assert (not (<= (+ i 1) (+ s i))))
            """),
        new Problem(
            "index of a ring buffer stays within",
            "QF_LIA",
            "unsat",
            """
            (declare-const head Int)
            (declare-const count Int)
            (assert (and (<= 0 head) (< head 1024) (<= 0 count) (<= count 1024)))
            (declare-const at Int)
            (assert (= at (mod (+ head count) 1024)))
            (assert (not (and (<= 0 at) (< at 1024))))
            """),
        new Problem(
            "linear programme without a solution (Farkas)",
            "QF_LRA",
            "unsat",
            """
            (declare-const x Real)
            (declare-const y Real)
            (assert (<= (+ x (* 2.0 y)) 4.0))
            (assert (>= (- x y) 1.0))
            (assert (>= y 1.5))
            """),
        new Problem(
            "linear programme with a solution",
            "QF_LRA",
            "sat",
            """
            (declare-const x Real)
            (declare-const y Real)
            (assert (<= (+ (* 3 x) (* 2 y)) 12))
            (assert (>= (- x y) (/ 1 3)))
            (assert (> y (/ 1 7)))
            """),
        new Problem(
            "swap of two places of an array, twice",
            "QF_AX",
            "unsat",
            """
            (declare-sort Index 0)
            (declare-sort Element 0)
            (declare-const a (Array Index Element))
            (declare-const i Index)
            (declare-const j Index)
            (define-fun swap ((b (Array Index Element)) (k Index) (l Index)) (Array Index Element)
              (store (store b k (select b l)) l (select b k)))
            (assert (not (= (swap (swap a i j) i j) a)))
            """),
        new Problem(
            "writes at two places commute only if they differ",
            "QF_ALIA",
            "sat",
            """
            (declare-const a (Array Int Int))
            (declare-const i Int)
            (declare-const j Int)
            (assert (not (= (store (store a i 1) j 2) (store (store a j 2) i 1))))
            """),
        new Problem(
            "a network sorts three numbers",
            "QF_LIA",
            "unsat",
            """
            (declare-const a Int)
            (declare-const b Int)
            (declare-const c Int)
            (define-fun least ((x Int) (y Int)) Int (ite (<= x y) x y))
            (define-fun most ((x Int) (y Int)) Int (ite (<= x y) y x))
            (define-fun a1 () Int (least a b))
            (define-fun b1 () Int (most a b))
            (define-fun b2 () Int (least b1 c))
            (define-fun c2 () Int (most b1 c))
            (define-fun a3 () Int (least a1 b2))
            (define-fun b3 () Int (most a1 b2))
            (assert (not (and (<= a3 b3) (<= b3 c2) (= (+ a b c) (+ a3 b3 c2)))))
            """),
        new Problem(
            "a network without its last comparison does not",
            "QF_LIA",
            "sat",
            """
            (declare-const a Int)
            (declare-const b Int)
            (declare-const c Int)
            (define-fun a1 () Int (ite (<= a b) a b))
            (define-fun b1 () Int (ite (<= a b) b a))
            (define-fun b2 () Int (ite (<= b1 c) b1 c))
            (assert (not (<= a1 b2)))
            """),
        new Problem(
            "equal inputs give equal outputs, over words",
            "QF_UFBV",
            "unsat",
            """
            (declare-fun f ((_ BitVec 16)) (_ BitVec 16))
            (declare-const x (_ BitVec 16))
            (assert (not (= (f (bvadd x x)) (f (bvshl x #x0001)))))
            """),
        new Problem(
            "a job shop of three jobs in seven hours",
            "QF_IDL",
            "sat",
            """
            (declare-const a Int)
            (declare-const b Int)
            (declare-const c Int)
            (assert (and (>= a 0) (>= b 0) (>= c 0) (<= a 5) (<= b 4) (<= c 5)))
            (assert (or (<= (- a b) (- 2)) (<= (- b a) (- 3))))
            (assert (or (<= (- a c) (- 2)) (<= (- c a) (- 2))))
            (assert (or (<= (- b c) (- 3)) (<= (- c b) (- 2))))
            """));
  }

  private static String nuggets(int count) {
    return """
    (declare-const six Int)
    (declare-const nine Int)
    (declare-const twenty Int)
    (assert (and (>= six 0) (>= nine 0) (>= twenty 0)))
    (assert (= (+ (* 6 six) (* 9 nine) (* 20 twenty)) %d))
    """
        .formatted(count);
  }
}
