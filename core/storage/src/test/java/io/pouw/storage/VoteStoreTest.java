package io.pouw.storage;

import static io.pouw.storage.Samples.CHAIN;
import static io.pouw.storage.Samples.assertFails;
import static io.pouw.storage.Samples.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.primitives.Hash;
import io.pouw.storage.StorageException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VoteStoreTest {
  @TempDir Path folder;
  private VoteStore store;

  @BeforeEach
  void open() {
    store = VoteStore.open(folder, CHAIN);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void reopen() {
    store.close();
    open();
  }

  private List<String> above(long view) {
    return store.above(view).stream().map(Samples::text).toList();
  }

  @Test
  void aNewStoreHasNoVotes() {
    assertEquals(-1, store.highestView());
    assertEquals(List.of(), store.above(-1));
    assertEquals(List.of(), store.above(Long.MAX_VALUE));
  }

  @Test
  void votesComeBackByViewThenAsCast() {
    store.persist(text("notarise 7"), 7);
    store.persist(text("finalise 7"), 7);
    store.persist(text("notarise 6"), 6);
    store.persist(text("notarise 300"), 300);
    reopen();
    store.persist(text("again 7"), 7);
    assertEquals(
        List.of("notarise 6", "notarise 7", "finalise 7", "again 7", "notarise 300"), above(-1));
    assertEquals(List.of("notarise 300"), above(7));
    assertEquals(300, store.highestView());
  }

  @Test
  void theHighestViewIsKnownAfterItsVotesArePruned() {
    store.persist(text("a"), 1);
    store.persist(text("b"), 2);
    store.persist(text("c"), 3);
    store.pruneBelow(3);
    assertEquals(List.of("c"), above(0));
    store.pruneBelow(100);
    reopen();
    assertEquals(List.of(), above(0));
    assertEquals(3, store.highestView());
  }

  @Test
  void aViewThatIsSilencedCountsAsVotedIn() {
    store.persist(text("vote"), 3);
    store.silence(9);
    store.silence(5);
    reopen();
    assertEquals(9, store.highestView());
    assertEquals(List.of("vote"), above(0));
  }

  @Test
  void howFarVotesWereForgottenIsKnownAfterAReopen() {
    assertEquals(0, store.forgottenBelow());
    for (int view = 1; view <= 4; view++) store.persist(text("vote"), view);
    store.pruneBelow(3);
    store.pruneBelow(2);
    reopen();
    assertEquals(3, store.forgottenBelow());
    assertEquals(2, store.count());
    store.verify();
  }

  @Test
  void votesOfAnotherChainAreRefused() {
    store.close();
    assertFails(Reason.FOREIGN, () -> VoteStore.open(folder, Hash.ZERO));
  }

  @Test
  void aNegativeViewOrAnEnormousVoteIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> store.persist(text("a"), -1));
    assertThrows(
        IllegalArgumentException.class,
        () -> store.persist(new byte[VoteStore.MAX_VOTE_BYTES + 1], 1));
  }

  @Test
  void damagedVotesAreNeverDroppedInSilence() throws IOException {
    for (int view = 0; view < 50; view++) store.persist(text("vote " + view), view);
    store.close();
    try (Stream<Path> files = Files.list(folder)) {
      Path log = files.filter(file -> file.toString().endsWith(".log")).findFirst().orElseThrow();
      byte[] content = Files.readAllBytes(log);
      content[content.length / 2] ^= 4;
      Files.write(log, content);
    }
    var failure = assertFails(Reason.DAMAGED, () -> VoteStore.open(folder, CHAIN));
    assertTrue(String.valueOf(failure.getMessage()).contains("vote twice"));
  }

  @Test
  void aPromiseOfSilenceStaysWhenVotesAreCastAboveIt() {
    store.silence(9);
    store.persist(text("nullify 12"), 12);
    reopen();
    assertEquals(9, store.silentUpTo());
    assertEquals(12, store.highestView());
    store.silence(5);
    assertEquals(9, store.silentUpTo(), "it is never taken back");
  }
}
