package io.pouw.work;

import io.pouw.plugin.UnitId;
import io.pouw.primitives.BlobId;
import io.pouw.primitives.Hash;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the last unit that was done of each slot has left, so that the next one of the slot can go
 * on from there. Holds {@value #MAX_BYTES} bytes, and one entry however large it is; those that
 * were not used the longest go first, which costs work and nothing else. Not thread-safe.
 */
final class ChainMemory {
  static final long MAX_BYTES = 256L << 20;

  private record Slot(Hash task, int slot) {}

  /** What a unit of a round left, that was done from a state; it names all states before it. */
  private record Entry(int round, BlobId input, byte[] left) {}

  private final Map<Slot, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  /** What this unit from this state has left, if it is known. */
  Optional<byte[]> left(Hash task, UnitId unit, BlobId input) {
    Entry entry = entries.get(new Slot(task, unit.slot()));
    return entry != null && entry.round() == unit.round() && entry.input().equals(input)
        ? Optional.of(entry.left())
        : Optional.empty();
  }

  void keep(Hash task, UnitId unit, BlobId input, byte[] left) {
    var slot = new Slot(task, unit.slot());
    forget(slot);
    entries.put(slot, new Entry(unit.round(), input, left));
    bytes += left.length;
    while (bytes > MAX_BYTES && entries.size() > 1) forget(entries.keySet().iterator().next());
  }

  /** Forgets all other tasks. */
  void retain(Set<Hash> tasks) {
    Set.copyOf(entries.keySet()).stream()
        .filter(each -> !tasks.contains(each.task()))
        .forEach(this::forget);
  }

  private void forget(Slot slot) {
    Entry entry = entries.remove(slot);
    if (entry != null) bytes -= entry.left().length;
  }
}
