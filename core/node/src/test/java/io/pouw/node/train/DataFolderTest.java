package io.pouw.node.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.node.dataset.Dataset;
import io.pouw.node.model.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
  @TempDir private Path folder = Path.of(".");

  private void files(String... names) throws IOException {
    for (String name : names) Files.writeString(folder.resolve(name), name);
  }

  @Test
  void theDataThatComesWithTheProductIsFound() {
    Path data = Path.of("..", "..", "data");
    Dataset mnist = DataFolder.read(data.resolve("mnist"));
    assertEquals(Set.of("images", "labels"), mnist.training().keySet());
    assertEquals(Set.of("images", "labels"), mnist.test().keySet());
    assertEquals(Set.of("text"), DataFolder.read(data.resolve("text")).test().keySet());
    assertEquals(Set.of("rows"), DataFolder.read(data.resolve("labelled_text")).test().keySet());
    assertEquals(Set.of("rows"), DataFolder.read(data.resolve("cars")).training().keySet());
  }

  @Test
  void aFileSaysByItsNameWhatItIs() throws IOException {
    files("train.x.npy", "Train_Y.npy", "poems-test.npz", "README.md", "training.md", "trains.csv");
    Dataset found = DataFolder.read(folder);
    assertEquals(Set.of("x", "y"), found.training().keySet());
    assertEquals(Set.of("arrays"), found.test().keySet());
  }

  @Test
  void whatCannotBeTrainingDataIsRefused() throws IOException {
    String missing = message(folder.resolve("elsewhere"));
    assertTrue(missing.startsWith("there is no folder "), missing);
    files("rows.csv");
    String none = message(folder);
    assertTrue(none.contains("is training data"), none);
    files("a-train.csv", "b-train.tsv");
    String two = message(folder);
    assertTrue(two.contains("would both be the part 'rows'"), two);
  }

  private static String message(Path folder) {
    return String.valueOf(
        assertThrows(BadInputException.class, () -> DataFolder.read(folder)).getMessage());
  }
}
