package io.pouw.ledger;

import io.pouw.plugin.UnitId;
import io.pouw.primitives.Address;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;
import java.util.Locale;
import java.util.Optional;

/**
 * Why an account has more or less than before. An account's balance is the sum of the amounts of
 * its events, those of kind {@link Kind#SLASH} left out, which are amounts of stake.
 *
 * @param height of the block
 * @param account whose money moved
 * @param amount change in base units, negative if it went away
 * @param why one sentence with the rule
 * @param cause what it refers to
 */
public record LedgerEvent(
    long height, Address account, Kind kind, long amount, String why, Cause cause)
    implements Encodable {
  private static final int MAX_WHY_BYTES = 512;

  /** What kind of movement it is. The order is part of the encoding. */
  public enum Kind {
    GENESIS,
    TRANSFER_OUT,
    TRANSFER_IN,
    FEE,
    PROPOSER_FEE,
    STAKE,
    UNSTAKE,
    ESCROW,
    REFUND,
    MINT,
    REWARD_WORK,
    REWARD_SUPERVISION,
    REWARD_EVALUATION,
    REWARD_VERIFICATION,
    SLASH,
    SLASH_SHARE,
    DEPOSIT,
    DEPOSIT_RETURN,
    DEPOSIT_SHARE,
    BURN,
    VALIDATOR;

    /** The kind as the API names it, such as {@code reward_work}. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A drawn unit by its place. */
  public record DrawId(int generation, int checkpoint, int leaf) implements Encodable {
    static DrawId decode(Decoder in) {
      return new DrawId(in.u32(), in.u32(), in.u32());
    }

    @Override
    public void encode(Encoder out) {
      out.u32(generation).u32(checkpoint).u32(leaf);
    }
  }

  /** What an event refers to; the block is that of the event's height. */
  public record Cause(
      Optional<Hash> transaction, Optional<Hash> task, Optional<UnitId> unit, Optional<DrawId> draw)
      implements Encodable {
    public static final Cause NONE =
        new Cause(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    static Cause ofTransaction(Hash id) {
      return new Cause(Optional.of(id), Optional.empty(), Optional.empty(), Optional.empty());
    }

    static Cause ofTask(Hash task) {
      return new Cause(Optional.empty(), Optional.of(task), Optional.empty(), Optional.empty());
    }

    Cause andTask(Hash id) {
      return new Cause(transaction, Optional.of(id), unit, draw);
    }

    Cause andDraw(DrawId id, Optional<UnitId> drawn) {
      return new Cause(transaction, task, drawn, Optional.of(id));
    }

    static Cause decode(Decoder in) {
      return new Cause(
          in.option(Decoder::hash),
          in.option(Decoder::hash),
          in.option(UnitId::decode),
          in.option(DrawId::decode));
    }

    @Override
    public void encode(Encoder out) {
      out.option(transaction, Encoder::hash).option(task, Encoder::hash);
      out.option(unit, Encoder::put).option(draw, Encoder::put);
    }
  }

  public static LedgerEvent decode(Decoder in) {
    return new LedgerEvent(
        in.u63(),
        in.address(),
        in.constant(Kind.values()),
        in.i64(),
        in.text(MAX_WHY_BYTES),
        Cause.decode(in));
  }

  @Override
  public void encode(Encoder out) {
    out.i64(height).address(account).constant(kind).i64(amount).text(why).put(cause);
  }
}
