package io.pouw.storage;

import static io.pouw.storage.Samples.CHAIN;
import static io.pouw.storage.Samples.assertFails;
import static io.pouw.storage.Samples.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.primitives.Hash;
import io.pouw.storage.StorageException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A record of own votes is whole, or the folder says that the validator has to listen. */
class DamagedVotesTest {
  private static final int VOTES = 50;

  @TempDir Path root;

  /** What befalls a file. */
  enum Harm {
    FLIPPED,
    CUT,
    GONE
  }

  record Case(String file, Harm harm, double where) {}

  static Stream<Case> cases() {
    var cases = new ArrayList<Case>();
    for (String file : List.of("log", "MANIFEST", "CURRENT")) {
      cases.add(new Case(file, Harm.GONE, 0));
      for (double where : List.of(0.0, 0.3, 0.6, 0.99)) {
        cases.add(new Case(file, Harm.FLIPPED, where));
        cases.add(new Case(file, Harm.CUT, where));
      }
    }
    // Both bytes of the second record's length: RocksDB alone never comes back from a zero there.
    cases.add(new Case("MANIFEST", Harm.FLIPPED, 50.5 / 183));
    cases.add(new Case("MANIFEST", Harm.FLIPPED, 51.5 / 183));
    return cases.stream();
  }

  private List<String> vote(int count) {
    var votes = IntStream.range(0, count).mapToObj(view -> "vote " + view).toList();
    try (DataFolder folder = DataFolder.open(root);
        VoteStore store = VoteQuarantine.open(folder, CHAIN)) {
      for (int view = 0; view < count; view++) store.persist(text(votes.get(view)), view);
    }
    return votes;
  }

  private Path file(String kind) throws IOException {
    try (Stream<Path> files = Files.list(root.resolve("votes"))) {
      return files
          .filter(each -> {
            String name = each.getFileName().toString();
            return name.endsWith("." + kind) || name.startsWith(kind);
          })
          .findFirst()
          .orElseThrow();
    }
  }

  private static void strike(Path file, Case its) throws IOException {
    byte[] content = Files.readAllBytes(file);
    int at = (int) (content.length * its.where());
    switch (its.harm()) {
      case FLIPPED -> {
        content[at] ^= 4;
        Files.write(file, content);
      }
      case CUT -> Files.write(file, Arrays.copyOf(content, at));
      case GONE -> Files.delete(file);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void damagedVotesAreAllThereOrPutAsideUnderTheMark(Case its) throws IOException {
    List<String> votes = vote(VOTES);
    strike(file(its.file()), its);
    try (DataFolder folder = DataFolder.open(root);
        VoteStore store = VoteQuarantine.open(folder, CHAIN)) {
      List<String> left = store.above(-1).stream().map(Samples::text).toList();
      if (!new RestoredMark(folder).isSet()) {
        assertEquals(votes, left);
        return;
      }
      assertEquals(List.of(), left);
      assertEquals(-1, store.highestView());
      assertTrue(Files.isDirectory(root.resolve("votes.damaged")));
      store.persist(text("again"), 100);
    }
    try (DataFolder folder = DataFolder.open(root);
        VoteStore store = VoteQuarantine.open(folder, CHAIN)) {
      assertTrue(store.count() > 0);
      assertTrue(new RestoredMark(folder).isSet(), "it is for the validator to take it away");
    }
  }

  @Test
  void theEndOfTheLogCannotGoUnnoticed() throws IOException {
    vote(VOTES);
    Path log = file("log");
    byte[] content = Files.readAllBytes(log);
    Files.write(log, Arrays.copyOf(content, content.length - 1));
    var failure =
        assertFails(Reason.DAMAGED, () -> VoteStore.open(root.resolve("votes"), CHAIN).close());
    assertTrue(String.valueOf(failure.getMessage()).contains("50 promises were made, 49 are left"));
  }

  @Test
  void aPromiseOfSilenceCannotGoUnnoticedEither() throws IOException {
    vote(3);
    try (VoteStore store = VoteStore.open(root.resolve("votes"), CHAIN)) {
      store.silence(900);
    }
    Path log = file("log");
    byte[] content = Files.readAllBytes(log);
    Files.write(log, Arrays.copyOf(content, content.length - 1));
    assertFails(Reason.DAMAGED, () -> VoteStore.open(root.resolve("votes"), CHAIN).close());
  }

  @Test
  void aWitnessThatIsDamagedItselfWitnessesNothing() throws IOException {
    List<String> votes = vote(VOTES);
    Path witness = root.resolve("votes").resolve("promises.count");
    for (byte[] content : List.of(new byte[] {1, 2, 3}, new byte[12], new byte[0])) {
      Files.write(witness, content);
      try (DataFolder folder = DataFolder.open(root);
          VoteStore store = VoteQuarantine.open(folder, CHAIN)) {
        assertEquals(votes.size(), store.count());
        assertFalse(new RestoredMark(folder).isSet());
      }
    }
  }

  @Test
  void onlyTheLatestDamagedVotesAreKeptAndOthersErrorsStayErrors() throws IOException {
    for (int round = 0; round < 2; round++) {
      vote(VOTES);
      Files.write(file("CURRENT"), new byte[] {'?'});
    }
    vote(1);
    try (Stream<Path> files = Files.list(root)) {
      assertEquals(
          1, files.filter(each -> each.getFileName().toString().contains("damaged")).count());
    }
    try (DataFolder folder = DataFolder.open(root)) {
      assertFails(Reason.FOREIGN, () -> VoteQuarantine.open(folder, Hash.ZERO));
    }
  }
}
