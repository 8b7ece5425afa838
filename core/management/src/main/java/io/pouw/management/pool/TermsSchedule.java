package io.pouw.management.pool;

import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;
import java.util.ArrayList;
import java.util.List;

/**
 * A pool's terms and from when on each held. Work counts by those that were in force when the block
 * with its checkpoint was made, so no change takes back what was promised for work that is done.
 *
 * @param entries in increasing height, the first from 0 on; 1 to {@value #MAX_ENTRIES}
 */
public record TermsSchedule(List<Entry> entries) implements Encodable {
  /**
   * None is ever forgotten, or distributions could not be computed again; so often a pool may
   * change its mind.
   */
  public static final int MAX_ENTRIES = 128;

  /**
   * Terms and when they begin.
   *
   * @param fromHeight work in checkpoints taken in at this height and above counts by them
   */
  public record Entry(long fromHeight, PoolTerms terms) implements Encodable {
    static Entry decode(Decoder in) {
      return new Entry(in.u63(), PoolTerms.decode(in));
    }

    @Override
    public void encode(Encoder out) {
      out.i64(fromHeight).put(terms);
    }
  }

  public TermsSchedule {
    entries = List.copyOf(entries);
    if (entries.isEmpty() || entries.size() > MAX_ENTRIES || entries.getFirst().fromHeight() != 0)
      throw new IllegalArgumentException(
          "terms of a pool: %d, expected 1 to %d, the first from height 0"
              .formatted(entries.size(), MAX_ENTRIES));
    for (int i = 1; i < entries.size(); i++)
      if (entries.get(i).fromHeight() <= entries.get(i - 1).fromHeight())
        throw new IllegalArgumentException(
            "terms of a pool from height %d on come after those from %d on"
                .formatted(entries.get(i).fromHeight(), entries.get(i - 1).fromHeight()));
  }

  /** Terms that hold from the beginning. */
  public static TermsSchedule of(PoolTerms terms) {
    return new TermsSchedule(List.of(new Entry(0, terms)));
  }

  static TermsSchedule decode(Decoder in) {
    List<Entry> entries = in.list(MAX_ENTRIES, Entry::decode);
    try {
      return new TermsSchedule(entries);
    } catch (IllegalArgumentException e) {
      throw in.error(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void encode(Encoder out) {
    out.list(entries);
  }

  /** The terms of the last entry, which may not be in force yet. */
  public PoolTerms latest() {
    return entries.getLast().terms();
  }

  /** The terms in force at a height. */
  public PoolTerms at(long height) {
    return entries.get(indexAt(height)).terms();
  }

  /** Which entry is in force at a height. */
  int indexAt(long height) {
    int index = entries.size() - 1;
    while (index > 0 && entries.get(index).fromHeight() > height) index--;
    return index;
  }

  /**
   * With other terms from a height on. Terms that were announced and are not in force yet are
   * dropped: the operator thought better of it.
   *
   * @param now the chain's height; what is in force there stays
   * @param fromHeight greater than {@code now}
   */
  TermsSchedule with(PoolTerms terms, long now, long fromHeight) {
    var next = new ArrayList<>(entries.subList(0, indexAt(now) + 1));
    if (!terms.equals(next.getLast().terms())) next.add(new Entry(fromHeight, terms));
    return new TermsSchedule(next);
  }

  /**
   * Whether a later schedule keeps all that this one had in force.
   *
   * @param height of the chain when this one stood
   */
  boolean isKeptBy(TermsSchedule later, long height) {
    int kept = indexAt(height) + 1;
    return later.entries.size() >= kept
        && later.entries.subList(0, kept).equals(entries.subList(0, kept))
        && (later.entries.size() == kept || later.entries.get(kept).fromHeight() > height);
  }
}
