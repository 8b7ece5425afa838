package io.pouw.storage;

import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;
import java.util.List;

/**
 * What a commit overwrote in the state and added to the index.
 *
 * @param below the height before the commit; -1 if the store was empty
 * @param state what the changed entries were before; deletions of those that were not there
 * @param index keys of the index entries that came with it
 */
public record UndoRecord(long below, List<Change> state, List<byte[]> index) implements Encodable {
  private static final int MAX_ENTRIES = 1 << 24;
  private static final int MAX_VALUE_BYTES = 64 << 20;

  public UndoRecord {
    state = List.copyOf(state);
    index = List.copyOf(index);
  }

  static UndoRecord decode(Decoder in) {
    return new UndoRecord(
        in.i64(),
        in.list(
            MAX_ENTRIES,
            each ->
                new Change(
                    each.bytes(Change.MAX_KEY_BYTES),
                    each.option(value -> value.bytes(MAX_VALUE_BYTES)))),
        in.list(MAX_ENTRIES, each -> each.bytes(Change.MAX_KEY_BYTES)));
  }

  @Override
  public void encode(Encoder out) {
    out.i64(below)
        .list(state, (to, each) -> to.bytes(each.key()).option(each.value(), Encoder::bytes))
        .list(index, Encoder::bytes);
  }
}
