package io.pouw.primitives;

/**
 * What a validator's vote says and signs, as consensus casts it and as the ledger judges it.
 *
 * @param kind one of {@link #NOTARIZE}, {@link #NULLIFY} and {@link #FINALIZE}
 * @param view the view it speaks of
 * @param blockId the block, {@link Hash#ZERO} when nullifying
 */
public record VoteStatement(int kind, long view, Hash blockId) {
  /** The block is valid and extends what went before. */
  public static final int NOTARIZE = 0;

  /** The view is to stay empty. */
  public static final int NULLIFY = 1;

  /** The block was notarised in time, and the view will never be nullified by this voter. */
  public static final int FINALIZE = 2;

  /** The bytes that are signed in the domain {@link Domain#VOTE}. */
  public byte[] message(Hash chainId) {
    return new Encoder(80).hash(chainId).u8(kind).i64(view).hash(blockId).toBytes();
  }

  /**
   * Whether no honest validator says both: two blocks in one view, or finalising and nullifying it.
   */
  public boolean contradicts(VoteStatement other) {
    if (view != other.view) return false;
    if (kind == other.kind) return !blockId.equals(other.blockId);
    return kind != NOTARIZE && other.kind != NOTARIZE;
  }
}
