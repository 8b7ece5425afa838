package io.pouw.consensus.sync;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.primitives.Address;
import io.pouw.primitives.Hash;
import io.pouw.primitives.TrieEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StateSyncTest {
  private static final Address ANNE = address(1);
  private static final Address BERT = address(2);
  private static final Address CARL = address(3);

  private final SyncChain chain = SyncChain.of(30, 31, 0);
  private final Map<Address, Peer> peers = new TreeMap<>();
  private final List<SyncEffect.Rejected> rejected = new ArrayList<>();
  private final Map<Address, Integer> partsFrom = new TreeMap<>();
  private final Deque<SyncEffect> todo = new ArrayDeque<>();

  private static Address address(int number) {
    byte[] bytes = new byte[Address.BYTES];
    bytes[0] = (byte) number;
    return Address.of(bytes);
  }

  /** Answers with the chain's truth as far as it has come; a liar overrides. */
  private static class Peer {
    final SyncChain chain;
    final int height;

    Peer(SyncChain chain, int height) {
      this.chain = chain;
      this.height = height;
    }

    Optional<SnapshotOffer> offer() {
      return Optional.of(chain.offer(height));
    }

    Optional<List<TrieEntry>> part(SyncRequest.Part request) {
      return Optional.of(chain.part(height, request.index()));
    }

    List<byte[]> headers(SyncRequest.Headers request) {
      return chain.headers(request);
    }
  }

  private SyncEffect run(Optional<TrustedCheckpoint> trusted) {
    var sync = new StateSync(chain, trusted);
    todo.addAll(sync.start());
    for (Address each : List.copyOf(peers.keySet())) todo.addAll(sync.connected(each));
    int timers = 0;
    for (int steps = 0; steps < 10_000; steps++) {
      // The timer runs out when nothing else happens any more.
      if (todo.isEmpty()) {
        assertTrue(timers > 0, "it waits for nothing");
        timers--;
        todo.addAll(sync.timeUp());
        continue;
      }
      switch (todo.removeFirst()) {
        case SyncEffect.Ask ask -> todo.addAll(answer(sync, ask));
        case SyncEffect.SetTimer _ -> timers++;
        case SyncEffect.Rejected each -> rejected.add(each);
        case SyncEffect.Progress _ -> {}
        case SyncEffect.Complete end -> {
          return end;
        }
        case SyncEffect.Failed end -> {
          return end;
        }
      }
    }
    throw new AssertionError("it does not end");
  }

  private List<SyncEffect> answer(StateSync sync, SyncEffect.Ask ask) {
    Address at = ask.peer();
    Peer peer = peers.getOrDefault(at, new Peer(chain, 1));
    return switch (ask.request()) {
      case SyncRequest.Offer offer ->
          peer.offer()
              .map(found -> sync.offered(at, found))
              .orElseGet(() -> sync.failed(at, offer, "no snapshot yet"));
      case SyncRequest.Headers headers -> sync.headers(at, peer.headers(headers));
      case SyncRequest.Part part -> {
        partsFrom.merge(at, 1, Integer::sum);
        yield peer.part(part)
            .map(entries -> sync.part(at, part, entries))
            .orElseGet(() -> sync.failed(at, part, "timeout"));
      }
    };
  }

  private void assertSynced(int height, SyncEffect end) {
    var complete = assertInstanceOf(SyncEffect.Complete.class, end);
    assertArrayEquals(chain.header(height), complete.block());
    assertEquals(chain.entries(height), complete.state().size());
  }

  @Test
  void theHighestSnapshotIsFetchedFromAllWhoHaveIt() {
    peers.put(ANNE, new Peer(chain, 20));
    peers.put(BERT, new Peer(chain, 30));
    peers.put(CARL, new Peer(chain, 30));
    assertSynced(30, run(Optional.empty()));
    assertEquals(List.of(), rejected);
    assertEquals(List.of(BERT, CARL), List.copyOf(partsFrom.keySet()));
    int parts = chain.offer(30).outline().parts();
    assertTrue(partsFrom.getOrDefault(BERT, 0) >= parts / 3, partsFrom::toString);
  }

  @Test
  void aWrongPartIsRefusedAndAnotherPeerAsked() {
    peers.put(
        ANNE,
        new Peer(chain, 30) {
          @Override
          Optional<List<TrieEntry>> part(SyncRequest.Part request) {
            var entries = new ArrayList<>(chain.part(height, request.index()));
            entries.set(0, new TrieEntry(entries.getFirst().key(), new byte[] {9}));
            return Optional.of(entries);
          }
        });
    peers.put(BERT, new Peer(chain, 30));
    assertSynced(30, run(Optional.empty()));
    assertEquals(List.of(ANNE), rejected.stream().map(SyncEffect.Rejected::peer).toList());
    assertTrue(rejected.getFirst().why().contains("part 0"), rejected::toString);
  }

  @Test
  void aPeerThatDoesNotAnswerIsGivenUpAndTheOtherGivesAll() {
    peers.put(
        ANNE,
        new Peer(chain, 30) {
          @Override
          Optional<List<TrieEntry>> part(SyncRequest.Part request) {
            return Optional.empty();
          }
        });
    peers.put(BERT, new Peer(chain, 30));
    assertSynced(30, run(Optional.empty()));
    assertEquals(List.of(), rejected);
  }

  @Test
  void whereNobodyAnswersForTheHighestALowerOneIsNotMadeUp() {
    peers.put(
        ANNE,
        new Peer(chain, 30) {
          @Override
          Optional<List<TrieEntry>> part(SyncRequest.Part request) {
            return Optional.empty();
          }
        });
    var failed = assertInstanceOf(SyncEffect.Failed.class, run(Optional.empty()));
    assertTrue(failed.why().contains("could not be fetched"), failed::why);
  }

  @Test
  void anOutlineOfAnotherStateOrACertificateOfAnotherBlockIsRefused() {
    peers.put(
        ANNE,
        new Peer(chain, 30) {
          @Override
          Optional<SnapshotOffer> offer() {
            SnapshotOffer right = chain.offer(30);
            return Optional.of(
                new SnapshotOffer(
                    right.block(), right.finality(), List.of(), chain.offer(29).outline()));
          }
        });
    peers.put(
        BERT,
        new Peer(chain, 30) {
          @Override
          Optional<SnapshotOffer> offer() {
            SnapshotOffer right = chain.offer(30);
            return Optional.of(
                new SnapshotOffer(
                    right.block(), chain.offer(29).finality(), List.of(), right.outline()));
          }
        });
    peers.put(CARL, new Peer(chain, 12));
    assertSynced(12, run(Optional.empty()));
    assertEquals(List.of(ANNE, BERT), rejected.stream().map(SyncEffect.Rejected::peer).toList());
  }

  @Test
  void withoutASnapshotItSaysSoInTheEnd() {
    peers.put(
        ANNE,
        new Peer(chain, 1) {
          @Override
          Optional<SnapshotOffer> offer() {
            return Optional.empty();
          }
        });
    var failed = assertInstanceOf(SyncEffect.Failed.class, run(Optional.empty()));
    assertTrue(failed.why().contains("no snapshot yet"), failed::why);
  }

  @Test
  void aCheckpointBelowOrAboveOrAtTheSnapshotIsLinkedToIt() {
    peers.put(ANNE, new Peer(chain, 20));
    for (int trusted : new int[] {1, 19, 20, 21, 30})
      assertSynced(20, run(Optional.of(chain.trusted(trusted))));
    assertEquals(List.of(), rejected);
  }

  @Test
  void aChainThatDoesNotHaveTheTrustedBlockIsRefusedThoughItsCertificateHolds() {
    SyncChain forged = SyncChain.of(30, 10, 77);
    peers.put(ANNE, new Peer(forged, 30));
    peers.put(BERT, new Peer(chain, 25));
    assertSynced(25, run(Optional.of(chain.trusted(15))));
    assertEquals(List.of(ANNE), rejected.stream().map(SyncEffect.Rejected::peer).toList());
  }

  @Test
  void belowTheTrustedBlockTheHashesProveFinalityWhoeverSigned() {
    peers.put(
        ANNE,
        new Peer(chain, 20) {
          @Override
          Optional<SnapshotOffer> offer() {
            SnapshotOffer right = chain.offer(20);
            return Optional.of(
                new SnapshotOffer(
                    right.block(), chain.offer(3).finality(), List.of(), right.outline()));
          }
        });
    assertSynced(20, run(Optional.of(chain.trusted(28))));
  }

  @Test
  void headersThatLeadElsewhereAreRefusedAndAnotherPeersAreWalkedFromTheStart() {
    SyncChain forged = SyncChain.of(30, 20, 77);
    peers.put(
        ANNE,
        new Peer(chain, 30) {
          @Override
          List<byte[]> headers(SyncRequest.Headers request) {
            return forged.headers(request);
          }
        });
    peers.put(BERT, new Peer(chain, 30));
    assertSynced(30, run(Optional.of(chain.trusted(15))));
    assertEquals(List.of(ANNE), rejected.stream().map(SyncEffect.Rejected::peer).toList());
  }

  @Test
  void aCheckpointIsReadOrSaidToBeNone() {
    Hash id = Hash.sha256(new byte[] {1});
    assertEquals(new TrustedCheckpoint(12, id), TrustedCheckpoint.parse("12:" + id));
    for (String text : List.of("", "12", ":" + id, "0:" + id, "x:" + id, "12:ab", "-1:" + id)) {
      var refused =
          assertThrows(IllegalArgumentException.class, () -> TrustedCheckpoint.parse(text));
      assertTrue(String.valueOf(refused.getMessage()).contains("HEIGHT:HASH"), text);
    }
  }
}
