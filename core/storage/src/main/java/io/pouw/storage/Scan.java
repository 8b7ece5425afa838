package io.pouw.storage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.rocksdb.RocksIterator;

/** Reads entries in the order of their keys. Lives as long as the {@link Database#scan} call. */
final class Scan {
  private final RocksIterator iterator;

  Scan(RocksIterator iterator) {
    this.iterator = iterator;
  }

  /** Every entry, in the order of keys. */
  int forEach(BiConsumer<byte[], byte[]> use) {
    int count = 0;
    for (iterator.seekToFirst(); iterator.isValid(); iterator.next(), count++)
      use.accept(iterator.key(), iterator.value());
    return count;
  }

  Optional<Entry> last() {
    iterator.seekToLast();
    return current();
  }

  /** From the key on, inclusive, upwards, while the keys begin with the prefix. */
  List<Entry> upwards(byte[] prefix, byte[] from, int limit) {
    var found = new ArrayList<Entry>();
    for (iterator.seek(from); within(prefix) && found.size() < limit; iterator.next())
      found.add(entry());
    return found;
  }

  /** From the key on, inclusive, downwards, while the keys begin with the prefix. */
  List<Entry> downwards(byte[] prefix, Optional<byte[]> from, int limit) {
    from.or(() -> successor(prefix)).ifPresentOrElse(iterator::seekForPrev, iterator::seekToLast);
    // The successor of the prefix is the first key after all of its keys, so not one of them.
    if (from.isEmpty() && iterator.isValid() && !within(prefix)) skipSuccessor(prefix);
    var found = new ArrayList<Entry>();
    for (; within(prefix) && found.size() < limit; iterator.prev()) found.add(entry());
    return found;
  }

  private void skipSuccessor(byte[] prefix) {
    Optional<byte[]> successor = successor(prefix);
    if (successor.isPresent() && Arrays.equals(iterator.key(), successor.get())) iterator.prev();
  }

  private boolean within(byte[] prefix) {
    if (!iterator.isValid()) return false;
    byte[] key = iterator.key();
    return key.length >= prefix.length
        && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
  }

  private Optional<Entry> current() {
    return iterator.isValid() ? Optional.of(entry()) : Optional.empty();
  }

  private Entry entry() {
    return new Entry(iterator.key(), iterator.value());
  }

  /** The least key over all that begin with the prefix; none if it is empty or all ff. */
  static Optional<byte[]> successor(byte[] prefix) {
    int length = prefix.length;
    while (length > 0 && prefix[length - 1] == (byte) 0xff) length--;
    if (length == 0) return Optional.empty();
    byte[] successor = Arrays.copyOf(prefix, length);
    successor[length - 1]++;
    return Optional.of(successor);
  }
}
