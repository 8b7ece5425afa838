package io.pouw.ledger;

import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.PublicKey;

/**
 * What a transaction asks for that concerns who validates. Stake is bonded and unbonded by {@link
 * TransactionBody.Stake} and {@link TransactionBody.Unstake}: all of a validator's bonded stake is
 * its weight from the next epoch on.
 */
public sealed interface ValidatorBody extends TransactionBody {
  /**
   * Makes the sender a validator from the next epoch on, with its account's key.
   *
   * @param name for people, 1 to 64 bytes, no other validator's
   */
  record RegisterValidator(String name) implements ValidatorBody {
    static RegisterValidator decode(Decoder in) {
      return new RegisterValidator(in.text(GenesisValidator.MAX_NAME_BYTES));
    }

    @Override
    public int kind() {
      return 16;
    }

    @Override
    public void encodeFields(Encoder out) {
      out.text(name);
    }
  }

  /** Ends the sender's validating with the running epoch; its stake may be unbonded at once. */
  record ExitValidator() implements ValidatorBody {
    @Override
    public int kind() {
      return 17;
    }

    @Override
    public void encodeFields(Encoder out) {}
  }

  /** Brings the sender back from the next epoch on after it was jailed for being away. */
  record Unjail() implements ValidatorBody {
    @Override
    public int kind() {
      return 18;
    }

    @Override
    public void encodeFields(Encoder out) {}
  }

  /**
   * Two votes of a validator that contradict each other. Anybody may report them, without a fee.
   *
   * @param validator who signed both
   */
  record ReportEquivocation(PublicKey validator, SignedVote first, SignedVote second)
      implements ValidatorBody {
    static ReportEquivocation decode(Decoder in) {
      return new ReportEquivocation(
          PublicKey.decode(in), SignedVote.decode(in), SignedVote.decode(in));
    }

    @Override
    public int kind() {
      return 19;
    }

    @Override
    public void encodeFields(Encoder out) {
      out.put(validator).put(first).put(second);
    }
  }
}
