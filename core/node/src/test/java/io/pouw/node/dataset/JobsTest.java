package io.pouw.node.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.primitives.Hash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobsTest {
  private static final byte[] ROWS = "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8);

  @TempDir Path home;

  @BeforeEach
  void layOut() throws IOException {
    Files.createDirectories(home.resolve("demos"));
    Files.write(home.resolve("rows.csv"), ROWS);
  }

  private Jobs jobs() {
    return new Jobs(home, home.resolve("demos"), new Datasets(home, home));
  }

  private void write(String json) throws IOException {
    Files.writeString(home.resolve("demos").resolve("trees.json"), json.replace('\'', '"'));
  }

  private String refusal() {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> jobs().load("trees")).getMessage());
  }

  @Test
  void aJobIsReadWithItsFilesAndItsSpecAsItStands() throws IOException {
    write(
        """
        {'task': 'tribuo', 'training': {'rows': 'rows.csv'}, 'test': {},
         'sha256': {'rows.csv': '%s'}, 'spec': {'trees': 3}}\
        """
            .formatted(Hash.sha256(ROWS)));
    Job job = jobs().load("trees");
    assertEquals("tribuo", job.taskType());
    assertArrayEquals(ROWS, job.dataset().training().get("rows"));
    assertTrue(job.dataset().test().isEmpty());
    assertEquals("{\"trees\":3}", new String(job.dataset().spec(), StandardCharsets.UTF_8));
    assertEquals(List.of("mnist", "digits", "trees"), jobs().names());
  }

  @Test
  void aJobTakesTheDataOfADataSetAndAddsItsOwn() {
    Path product = Path.of("..", "..");
    Path conf = product.resolve("conf");
    var shipped =
        new Jobs(
            product,
            conf.resolve("demos"),
            new Datasets(product.resolve("data"), conf.resolve("tasks")));
    Dataset loaded = shipped.load("digits-fltrust").dataset();
    assertEquals(Set.of("rows", "root.rows"), loaded.training().keySet());
    assertEquals(Set.of("rows"), loaded.test().keySet());
  }

  @Test
  void aFileWithOtherContentIsRefusedWithBothHashes() throws IOException {
    String other = "0".repeat(64);
    write(
        """
        {'task': 't', 'training': {'rows': 'rows.csv'}, 'test': {},
         'sha256': {'rows.csv': '%s'}, 'spec': {}}\
        """
            .formatted(other));
    assertTrue(refusal().contains(Hash.sha256(ROWS) + ", "), refusal());
    assertTrue(refusal().endsWith("expects " + other), refusal());
  }

  @Test
  void whatIsMissingOrUnknownIsNamedWithItsPlace() throws IOException {
    write("{'task': 't', 'training': {}, 'test': {}, 'spec': {}, 'speed': 3}");
    assertTrue(refusal().contains("trees.json: speed is unknown; known are dataset, sha256"));
    write("{'task': 7, 'training': {}, 'test': {}, 'spec': {}}");
    assertTrue(refusal().endsWith("trees.json: task has to be a text"));
    write("{'task': 't', 'training': {}, 'spec': {}}");
    assertTrue(refusal().endsWith("trees.json: test has to be an object of files by part"));
    write("{'task': 't', 'training': {'rows': 7}, 'test': {}, 'spec': {}}");
    assertTrue(refusal().endsWith("trees.json: training.rows has to be the path of a file"));
    write("{'task': 't', 'training': {'rows': 'away.csv'}, 'test': {}, 'spec': {}}");
    assertTrue(refusal().contains("away.csv"), refusal());
    write("{'task'");
    assertTrue(refusal().contains("trees.json is no JSON"), refusal());
  }

  @Test
  void anUnknownNameGetsTheKnownOnesAsAnAnswer() {
    assertEquals("no task is called 'trees'; there are mnist, digits", refusal());
  }
}
