package io.pouw.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * An append-only file of records, each with its length and checksum. What is synced survives a
 * power cut; what is only written may survive in part. Recovery keeps everything up to the first
 * record that is not whole: the contract of the write-ahead log under the production stores, whose
 * own file format is not simulated.
 */
final class Journal {
  /** A record as it lies on the disk. */
  private record Entry(byte[] bytes, int checksum, boolean whole) {
    static Entry of(byte[] bytes) {
      return new Entry(bytes, crc(bytes), true);
    }

    boolean isSound() {
      return whole && crc(bytes) == checksum;
    }

    private static int crc(byte[] bytes) {
      var crc = new CRC32C();
      crc.update(bytes);
      return (int) crc.getValue();
    }
  }

  private final String name;
  private final DiskOperations operations;
  private final SplitMix64 random;
  private final List<Entry> records = new ArrayList<>();
  private int synced;

  Journal(String name, DiskOperations operations, SplitMix64 random) {
    this.name = name;
    this.operations = operations;
    this.random = random;
  }

  /** Writes a record; durable after the next {@link #sync}. */
  void append(byte[] bytes) {
    Optional<DiskFault> fault = operations.next("a write to " + name, true);
    records.add(Entry.of(bytes));
    fault.ifPresent(kind -> cutPower(kind, "a write to " + name));
  }

  /** Durable when it returns. */
  void sync() {
    operations
        .next("a sync of " + name, false)
        .ifPresent(kind -> cutPower(kind, "a sync of " + name));
    synced = records.size();
  }

  /**
   * Replaces the first records by none: writes what stays to a new file, syncs it, and renames it
   * over this one, which is atomic.
   */
  void dropFirst(int count) {
    if (count == 0) return;
    for (String step : List.of("a write to a new ", "a sync of a new ")) {
      Optional<DiskFault> fault = operations.next(step + name, step.contains("write"));
      if (fault.isPresent()) throw new PowerCut(fault.get(), step + name);
    }
    Optional<DiskFault> fault = operations.next("a rename of a new " + name, false);
    boolean renamed = fault.isEmpty() || fault.get() == DiskFault.CLEAN;
    if (renamed) {
      records.subList(0, count).clear();
      synced = records.size();
    }
    if (fault.isPresent()) throw new PowerCut(fault.get(), "a rename of a new " + name);
  }

  private void cutPower(DiskFault kind, String operation) {
    settle(kind);
    throw new PowerCut(kind, operation);
  }

  /** The power fails: what happens to the records that were not synced. */
  void settle(DiskFault kind) {
    List<Entry> loose = records.subList(synced, records.size());
    if (loose.isEmpty()) return;
    switch (kind) {
      case CLEAN -> {}
      case LOST, FULL -> loose.clear();
      case TORN -> {
        int kept = random.below(loose.size());
        Entry last = loose.get(kept);
        loose.subList(kept, loose.size()).clear();
        loose.add(new Entry(last.bytes(), last.checksum(), false));
      }
      case FLIPPED -> flip(synced + random.below(loose.size()));
    }
  }

  /** Damages a record that was synced long ago; false if there is none. */
  boolean rot() {
    if (synced == 0) return false;
    flip(random.below(synced));
    return true;
  }

  private void flip(int index) {
    Entry old = records.get(index);
    byte[] copy = old.bytes().clone();
    if (copy.length > 0) copy[random.below(copy.length)] ^= (byte) (1 << random.below(8));
    records.set(index, new Entry(copy, old.checksum(), old.whole()));
  }

  /**
   * Opens the file after a start: drops everything from the first unsound record on.
   *
   * @return whether it was damaged: an unsound record that is not merely a torn last one
   */
  boolean recover() {
    int sound = 0;
    while (sound < records.size() && records.get(sound).isSound()) sound++;
    boolean tornEnd = sound == records.size() - 1 && !records.get(sound).whole();
    boolean damaged = sound < records.size() && !tornEnd;
    records.subList(sound, records.size()).clear();
    synced = records.size();
    return damaged;
  }

  /** What lies on the disk now, for a backup. */
  List<byte[]> image() {
    return records.stream().map(Entry::bytes).toList();
  }

  /** Puts a backup in the place of everything. */
  void restore(List<byte[]> image) {
    records.clear();
    for (byte[] bytes : image) records.add(Entry.of(bytes));
    synced = records.size();
  }

  int size() {
    return records.size();
  }

  byte[] get(int index) {
    return records.get(index).bytes();
  }
}
