package io.pouw.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Proof of proof, as a client sees it. */
class ProofAcceptanceTest {
  @TempDir Path folder;
  private Pouw pouw;

  @BeforeEach
  void go() throws Exception {
    pouw = new Pouw(folder).brief();
  }

  @Test
  void aNetworkDecidesABlockCatchesWhoMakesClaimsUpAndTheResultReplays() throws Exception {
    pouw.run(
            "demo",
            "--task",
            "smt",
            "--cheaters",
            "1",
            "--miners",
            "3",
            "--report",
            "r.json",
            "--model-out",
            "smt.pouw")
        .exitsWith(0)
        .isQuiet()
        .says("SETTLED, 45 of 45")
        .says("wrong update");
    Report report = Report.read(folder.resolve("r.json"));
    assertTrue(report.whole("units.verified") > 0, report::toString);
    assertTrue(report.whole("units.rejected") > 0, report::toString);
    pouw.run("verify", "smt.pouw", "--replay").exitsWith(0).says("yes: every byte");
  }

  @Test
  void aBlockIsDecidedAndCheckedWithoutANetworkAndABadOneIsExplained() throws Exception {
    Path corpus = Pouw.home().resolve("data/smt/corpus.smt2");
    pouw.run("proof", "verify", corpus.toString())
        .exitsWith(0)
        .says("Ramsey: R(3,3) <= 6: unsat, proved in")
        .says("45 of 45 obligations are decided");
    Files.writeString(folder.resolve("few.smt2"), "(assert true)\n(check-sat)\n");
    Pouw.Run few = pouw.run("proof", "verify", "few.smt2").exitsWith(2);
    assertEquals("pouw: a proof block of 1 obligations, expected 5 to 100: add some\n", few.err());
    Files.writeString(folder.resolve("bad.smt2"), "(assert\n  (and true)\n");
    Pouw.Run bad = pouw.run("proof", "submit", "bad.smt2").exitsWith(2);
    assertEquals("pouw: line 1, column 1: this parenthesis is never closed\n", bad.err());
  }
}
