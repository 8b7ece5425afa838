package io.pouw.simulation;

import io.pouw.consensus.CandidateCodec;
import java.util.IdentityHashMap;

/**
 * Reads blocks with the production codec, those of one broadcast once: its receivers are given the
 * same array.
 */
final class DecodedBlocks implements CandidateCodec {
  private static final int REMEMBERED = 256;

  private final IdentityHashMap<byte[], LedgerBlock> blocks = new IdentityHashMap<>();

  @Override
  public LedgerBlock decode(byte[] bytes) {
    LedgerBlock known = blocks.get(bytes);
    if (known != null) return known;
    LedgerBlock read = LedgerBlock.decode(bytes);
    if (blocks.size() >= REMEMBERED) blocks.clear();
    blocks.put(bytes, read);
    return read;
  }
}
