package io.pouw.plugin;

import io.pouw.primitives.Address;
import io.pouw.primitives.Hash;
import java.util.OptionalLong;

/** The node's own chain as a payout channel needs it. Blocks; any thread. */
public interface ChainAccess {
  Hash chainId();

  /** The final height. */
  long height();

  /** What an account can spend after the last final block, in base units of PAI. */
  long balance(Address account);

  /**
   * The nonce that the chain expects of an account's next transaction, after the last final block.
   */
  long nonce(Address account);

  /**
   * Hands a transaction in its canonical encoding to the node.
   *
   * @return why the node refused it; empty text if it took it or had it already
   */
  String submit(byte[] transaction);

  /** The height of the final block that holds a transaction. */
  OptionalLong inclusion(Hash transaction);

  /** Whether a transaction waits in the node's pool. */
  boolean isPending(Hash transaction);
}
