package io.pouw.consensus.sync;

import io.pouw.consensus.Certificate;
import io.pouw.primitives.Address;
import io.pouw.primitives.TrieEntry;
import java.time.Duration;
import java.util.List;

/** What {@link StateSync} wants done, in order. */
public sealed interface SyncEffect {
  /** Send a request; its answer or failure, a timeout included, has to come back as an input. */
  record Ask(Address peer, SyncRequest request) implements SyncEffect {}

  /** Call {@link StateSync#timeUp} after this time. There is one timer; a new one replaces it. */
  record SetTimer(Duration delay) implements SyncEffect {}

  /** A peer sent what does not hold; it is not asked again. */
  record Rejected(Address peer, String why) implements SyncEffect {}

  /** For people. */
  record Progress(long height, int partsDone, int parts) implements SyncEffect {}

  /**
   * The end: a final block, its proof (certificate and trust), and all entries of the state after
   * it, checked against its state root.
   */
  record Complete(byte[] block, Certificate finality, List<byte[]> trust, List<TrieEntry> state)
      implements SyncEffect {
    public Complete {
      trust = List.copyOf(trust);
      state = List.copyOf(state);
    }
  }

  /** The end: nobody could help. */
  record Failed(String why) implements SyncEffect {}
}
