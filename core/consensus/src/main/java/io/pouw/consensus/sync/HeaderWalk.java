package io.pouw.consensus.sync;

import io.pouw.primitives.CodecException;
import io.pouw.primitives.Hash;
import java.util.List;
import java.util.Optional;

/**
 * Walks up from one block to a later one by the hashes in the headers, to see that the later one
 * descends from the earlier. Keeps one hash, however long the way.
 */
final class HeaderWalk {
  private final SyncRules rules;
  private final Hash last;
  private final long lastHeight;
  private long next;
  private Hash expected;
  private boolean begun;

  /** Between a block and a trusted one, whichever is the earlier. */
  HeaderWalk(SyncRules rules, SyncRules.Link block, TrustedCheckpoint trusted) {
    this.rules = rules;
    boolean trustedFirst = trusted.height() <= block.height();
    this.next = trustedFirst ? trusted.height() : block.height();
    this.expected = trustedFirst ? trusted.id() : block.id();
    this.lastHeight = trustedFirst ? block.height() : trusted.height();
    this.last = trustedFirst ? block.id() : trusted.id();
  }

  boolean done() {
    return next > lastHeight;
  }

  SyncRequest.Headers request() {
    return new SyncRequest.Headers(
        next, (int) Math.min(SyncRequest.MAX_HEADERS, lastHeight - next + 1));
  }

  /** Takes the headers that were asked for; says what is wrong with them. */
  Optional<String> take(List<byte[]> headers) {
    if (headers.isEmpty()) return Optional.of("no header of height " + next);
    try {
      for (byte[] each : headers) {
        Optional<String> problem = step(rules.header(each));
        if (problem.isPresent()) return problem;
      }
      return Optional.empty();
    } catch (CodecException e) {
      return Optional.of("a header cannot be read: " + e.getMessage());
    }
  }

  private Optional<String> step(SyncRules.Link header) {
    if (done()) return Optional.of("more headers than were asked for");
    if (header.height() != next)
      return Optional.of("a header of height " + header.height() + " in the place of " + next);
    // The first is known by its own id, each other by what it says of its parent.
    boolean fits = (begun ? header.parent() : header.id()).equals(expected);
    if (!fits)
      return Optional.of(
          "the header of height %d is not of the chain of %s".formatted(next, expected));
    if (next == lastHeight && !header.id().equals(last))
      return Optional.of("the header of height %d is not %s".formatted(next, last));
    begun = true;
    expected = header.id();
    next++;
    return Optional.empty();
  }
}
