package io.pouw.ledger;

import io.pouw.primitives.TrieEntry;
import io.pouw.primitives.TrieOutline;
import java.util.List;

/**
 * A ledger's state cut into parts, each of which can be checked alone against the outline, and the
 * outline against the state root of the block's header. Costs one walk over the tree; the values
 * are encoded when a part is asked for. Safe for any thread.
 */
public final class StateParts {
  /** Bytes of keys and values in a part of more than one entry. */
  public static final long PART_BYTES = 256 << 10;

  private final LedgerState ledger;
  private final TrieOutline outline;
  private final List<List<byte[]>> keys;

  private StateParts(LedgerState ledger, TrieOutline outline, List<List<byte[]>> keys) {
    this.ledger = ledger;
    this.outline = outline;
    this.keys = keys;
  }

  /** The parts of a ledger, about {@value #PART_BYTES} bytes each. */
  public static StateParts of(LedgerState ledger) {
    return of(ledger, PART_BYTES);
  }

  static StateParts of(LedgerState ledger, long partBytes) {
    var trie = ledger.tables().tree().trie();
    return new StateParts(ledger, trie.outline(partBytes), trie.parts(partBytes));
  }

  public LedgerState ledger() {
    return ledger;
  }

  public TrieOutline outline() {
    return outline;
  }

  /**
   * The entries of a part.
   *
   * @param index from 0 to {@code outline().parts() - 1}
   */
  public List<TrieEntry> part(int index) {
    return keys.get(index).stream()
        .map(key -> new TrieEntry(key, ledger.entry(StateKey.of(key)).orElseThrow()))
        .toList();
  }
}
