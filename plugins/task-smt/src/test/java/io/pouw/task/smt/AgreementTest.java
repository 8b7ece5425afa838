package io.pouw.task.smt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pouw.task.smt.sat.BitBlaster;
import io.pouw.task.smt.script.Obligation;
import io.pouw.task.smt.script.ProofBlock;
import io.pouw.task.smt.script.SolverScript;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Solvers that others wrote and packaged, on the corpus as it lies there, on what we make of it,
 * and on the clauses that we make of its bit-vectors.
 */
class AgreementTest {
  @TempDir Path folder;

  private static Path binary(String name) {
    Path binary = Path.of("/usr/bin", name);
    assumeTrue(Files.isExecutable(binary), "no " + name + " here: scripts/install-test-packages");
    return binary;
  }

  private String run(List<String> command) throws Exception {
    Path out = folder.resolve("out");
    int _ =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start()
            .waitFor();
    return Files.readString(out, StandardCharsets.ISO_8859_1);
  }

  private static List<String> command(String solver, Path file) {
    var command = new ArrayList<String>();
    command.add(binary(solver).toString());
    if (solver.equals("cvc5")) command.addAll(List.of("--incremental", "--lang", "smt2"));
    command.add(file.toString());
    return command;
  }

  @ParameterizedTest
  @ValueSource(strings = {"z3", "cvc5"})
  void anotherSolverSaysTheSameOfTheCorpus(String solver) throws Exception {
    Path file = Files.write(folder.resolve("corpus.smt2"), Corpus.block());
    assertEquals(
        new String(Corpus.expected(), StandardCharsets.US_ASCII), run(command(solver, file)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"z3", "cvc5"})
  void whatWeGiveToOurSolverMeansTheSame(String solver) throws Exception {
    var text = new StringBuilder();
    for (Obligation each : ProofBlock.read(Corpus.block()).obligations())
      text.append("(set-logic ALL)\n")
          .append(SolverScript.of(each))
          .append("(check-sat)\n(reset)\n");
    Path file = Files.writeString(folder.resolve("ours.smt2"), text);
    assertEquals(
        new String(Corpus.expected(), StandardCharsets.US_ASCII), run(command(solver, file)));
  }

  @Test
  void aSatSolverSaysTheSameOfOurClauses() throws Exception {
    Path cadical = binary("cadical");
    List<Obligation> obligations = ProofBlock.read(Corpus.block()).obligations();
    for (int i = 0; i < obligations.size(); i++) {
      if (Engine.of(obligations.get(i)) != Engine.PROPOSITIONAL) continue;
      Path file =
          Files.writeString(
              folder.resolve("p.cnf"), BitBlaster.of(obligations.get(i)).cnf().dimacs());
      String answer = run(List.of(cadical.toString(), "-q", file.toString()));
      assertEquals(
          Corpus.problems().get(i).status().equals("sat"),
          Arrays.asList(answer.lines().toArray()).contains("s SATISFIABLE"),
          Corpus.problems().get(i).name());
    }
  }
}
