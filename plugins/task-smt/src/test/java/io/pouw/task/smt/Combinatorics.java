package io.pouw.task.smt;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Propositional problems of combinatorics whose answers mathematics knows. */
final class Combinatorics {
  private Combinatorics() {}

  private static String not(String formula) {
    return "(not " + formula + ")";
  }

  private static String or(List<String> formulas) {
    return formulas.size() == 1 ? formulas.getFirst() : "(or " + String.join(" ", formulas) + ")";
  }

  private static String script(List<String> names, List<String> clauses) {
    var text = new StringBuilder();
    names.forEach(each -> text.append("(declare-const ").append(each).append(" Bool)\n"));
    clauses.forEach(each -> text.append("(assert ").append(each).append(")\n"));
    return text.toString();
  }

  /** So many pigeons in so many holes, no two in one (Haken 1985). */
  static String pigeonhole(int pigeons, int holes) {
    var names = new ArrayList<String>();
    var clauses = new ArrayList<String>();
    for (int p = 0; p < pigeons; p++) {
      var somewhere = new ArrayList<String>();
      for (int h = 0; h < holes; h++) somewhere.add("p" + p + "h" + h);
      names.addAll(somewhere);
      clauses.add(or(somewhere));
    }
    for (int h = 0; h < holes; h++)
      for (int p = 0; p < pigeons; p++)
        for (int q = 0; q < p; q++)
          clauses.add(or(List.of(not("p" + p + "h" + h), not("p" + q + "h" + h))));
    return script(names, clauses);
  }

  /** A colouring of 0, 1, ... such that no listed set is of one colour. */
  private static String colouring(int things, int colours, List<List<Integer>> mixed) {
    var names = new ArrayList<String>();
    var clauses = new ArrayList<String>();
    for (int i = 0; i < things; i++) {
      var some = new ArrayList<String>();
      for (int c = 0; c < colours; c++) some.add("x" + i + "c" + c);
      names.addAll(some);
      clauses.add(or(some));
    }
    for (List<Integer> set : mixed)
      for (int c = 0; c < colours; c++) {
        int colour = c;
        clauses.add(or(set.stream().map(each -> not("x" + each + "c" + colour)).toList()));
      }
    return script(names, clauses);
  }

  /** A graph whose neighbours differ in colour. */
  static String graph(int vertices, int colours, int[][] edges) {
    List<List<Integer>> pairs = new ArrayList<>();
    for (int[] each : edges) pairs.add(List.of(each[0], each[1]));
    return colouring(vertices, colours, pairs);
  }

  /** The graph of Grötzsch: no triangle, and yet four colours. */
  static int[][] groetzsch() {
    var edges = new ArrayList<int[]>();
    for (int i = 0; i < 5; i++) {
      int next = (i + 1) % 5;
      edges.add(new int[] {i, next});
      edges.add(new int[] {i, 5 + next});
      edges.add(new int[] {next, 5 + i});
      edges.add(new int[] {5 + i, 10});
    }
    return edges.toArray(int[][]::new);
  }

  static int[][] petersen() {
    var edges = new ArrayList<int[]>();
    for (int i = 0; i < 5; i++) {
      edges.add(new int[] {i, (i + 1) % 5});
      edges.add(new int[] {i, 5 + i});
      edges.add(new int[] {5 + i, 5 + (i + 2) % 5});
    }
    return edges.toArray(int[][]::new);
  }

  /** Edges of a complete graph in two colours without a triangle of one: R(3,3) = 6. */
  static String ramsey(int people) {
    List<List<Integer>> triangles = new ArrayList<>();
    for (int a = 0; a < people; a++)
      for (int b = 0; b < a; b++)
        for (int c = 0; c < b; c++) triangles.add(List.of(edge(a, b), edge(a, c), edge(b, c)));
    return colouring(people * (people - 1) / 2, 2, triangles);
  }

  private static int edge(int larger, int smaller) {
    return larger * (larger - 1) / 2 + smaller;
  }

  /** 1 to n in colours, no a + b = c in one: Schur's number of three colours is 13. */
  static String schur(int n, int colours) {
    List<List<Integer>> sums = new ArrayList<>();
    for (int a = 1; a <= n; a++)
      for (int b = a; a + b <= n; b++)
        sums.add(a == b ? List.of(a - 1, a + b - 1) : List.of(a - 1, b - 1, a + b - 1));
    return colouring(n, colours, sums);
  }

  /** 1 to n in two colours, no k of them in one at equal distances: W(2;3) = 9, W(2;4) = 35. */
  static String vanDerWaerden(int n, int k) {
    List<List<Integer>> progressions = new ArrayList<>();
    for (int from = 0; from < n; from++)
      for (int by = 1; from + (k - 1) * by < n; by++) {
        int start = from;
        int step = by;
        progressions.add(IntStream.range(0, k).mapToObj(i -> start + i * step).toList());
      }
    return colouring(n, 2, progressions);
  }

  /** Queens on a board that do not attack each other. */
  static String queens(int n) {
    var names = new ArrayList<String>();
    var clauses = new ArrayList<String>();
    for (int row = 0; row < n; row++) {
      var some = new ArrayList<String>();
      for (int column = 0; column < n; column++) some.add("r" + row + "c" + column);
      names.addAll(some);
      clauses.add(or(some));
    }
    for (int a = 0; a < n * n; a++)
      for (int b = 0; b < a; b++) {
        int down = a / n - b / n;
        int across = Math.abs(a % n - b % n);
        if (down == 0 || across == 0 || down == across)
          clauses.add(or(List.of(not(names.get(a)), not(names.get(b)))));
      }
    return script(names, clauses);
  }

  /** Dominoes on a square board without two opposite corners (McCarthy 1964): there is no way. */
  static String mutilatedBoard(int n) {
    var names = new ArrayList<String>();
    var clauses = new ArrayList<String>();
    for (int cell = 0; cell < n * n; cell++) {
      if (isGone(cell, n)) continue;
      if (cell % n + 1 < n && !isGone(cell + 1, n)) names.add("d" + cell + "a");
      if (cell + n < n * n && !isGone(cell + n, n)) names.add("d" + cell + "d");
    }
    for (int cell = 0; cell < n * n; cell++) {
      if (isGone(cell, n)) continue;
      var covers = new ArrayList<String>();
      covers.add("d" + cell + "a");
      covers.add("d" + cell + "d");
      if (cell % n > 0) covers.add("d" + (cell - 1) + "a");
      covers.add("d" + (cell - n) + "d");
      covers.retainAll(names);
      clauses.add(or(covers));
      for (int i = 0; i < covers.size(); i++)
        for (int j = 0; j < i; j++)
          clauses.add(or(List.of(not(covers.get(i)), not(covers.get(j)))));
    }
    return script(names, clauses);
  }

  private static boolean isGone(int cell, int n) {
    return cell == 0 || cell == n * n - 1;
  }

  /** A ring of parities whose sum is odd although each is counted twice. */
  static String parity(int length) {
    var text = new StringBuilder();
    for (int i = 0; i < length; i++) text.append("(declare-const e").append(i).append(" Bool)\n");
    for (int i = 0; i < length; i++) {
      String sum = "(xor e" + i + " e" + (i + 1) % length + ")";
      text.append("(assert ").append(i == 0 ? sum : not(sum)).append(")\n");
    }
    return text.toString();
  }
}
