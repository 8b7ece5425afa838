package io.pouw.node.obligation;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.node.model.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlockFilesTest {
  @TempDir Path folder;

  private BlockFiles block(String... texts) throws IOException {
    var files = new ArrayList<Path>();
    for (String text : texts)
      files.add(Files.writeString(folder.resolve("p" + files.size() + ".smt2"), text));
    return BlockFiles.read(files, new byte[0]);
  }

  @Test
  void filesBecomeOneBlockWithoutTheExitOfEach() throws IOException {
    BlockFiles block =
        block(
            "(check-sat)\n( exit )\n",
            "(assert true)(check-sat)\n(reset)\n(check-sat)\n(exit)\n\n");
    assertEquals(
        "(check-sat)\n\n(reset)\n(assert true)(check-sat)\n(reset)\n(check-sat)\n\n",
        new String(block.text(), US_ASCII));
  }

  @Test
  void whatTheFilesSayOfThemselvesIsExpected() throws IOException {
    BlockFiles block =
        block(
            "(set-info :status unsat)(check-sat)",
            "(check-sat)",
            "( set-info   :status sat )(check-sat)");
    assertEquals("unsat\nunknown\nsat\n", new String(block.expected(3), US_ASCII));
    assertEquals("unknown\nunknown\n", new String(block.expected(2), US_ASCII));
  }

  @Test
  void aFileOfExpectedVerdictsHasALineForEach() throws IOException {
    Path good = Files.writeString(folder.resolve("good"), "sat\nunknown");
    assertEquals("sat\nunknown\n", new String(BlockFiles.expected(good, 2), US_ASCII));
    assertThrows(BadInputException.class, () -> BlockFiles.expected(good, 3));
    Path bad = Files.writeString(folder.resolve("bad"), "sat\nperhaps\n");
    assertThrows(BadInputException.class, () -> BlockFiles.expected(bad, 2));
  }

  @Test
  void obligationsAreToldFromProofsOfAChain() {
    assertTrue(BlockFiles.areObligations("; a comment\n(check-sat)".getBytes(US_ASCII)));
    assertTrue(BlockFiles.areObligations("\n\t (assert true)".getBytes(US_ASCII)));
    assertFalse(BlockFiles.areObligations(new byte[] {0, 0, 1, '('}));
    assertFalse(BlockFiles.areObligations(new byte[0]));
  }

  @Test
  void missingFilesAreNamed() {
    var missing =
        assertThrows(
            BadInputException.class,
            () -> BlockFiles.read(List.of(Path.of("nowhere.smt2")), new byte[0]));
    assertEquals("the file of obligations nowhere.smt2 is missing", missing.getMessage());
  }
}
