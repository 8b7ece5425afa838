package io.pouw.consensus.sync;

import io.pouw.consensus.Certificate;
import io.pouw.primitives.Hash;
import java.util.List;
import java.util.Optional;

/** What state sync has to know about blocks, which are opaque to it. Pure. */
public interface SyncRules {
  /** What a block or its header says of itself. */
  record Link(Hash id, Hash parent, long height, Hash stateRoot) {}

  /**
   * Reads a whole block, whose content has to be that of its header.
   *
   * @throws io.pouw.primitives.CodecException if it is none of this chain
   */
  Link block(byte[] bytes);

  /**
   * Reads a header.
   *
   * @throws io.pouw.primitives.CodecException if it is none of this chain
   */
  Link header(byte[] bytes);

  /**
   * Why a certificate does not make a block final; empty if it does.
   *
   * @param trust as in {@link SnapshotOffer}
   */
  Optional<String> objection(byte[] block, Certificate finality, List<byte[]> trust);
}
