package io.pouw.plugin;

import io.pouw.primitives.Address;
import io.pouw.primitives.Hash;
import java.util.OptionalLong;

/**
 * The node's own chain as a payout channel needs it: everything is after the last final block but
 * what says otherwise. Blocks; any thread.
 */
public interface ChainAccess {
  Hash chainId();

  long height();

  /** The lowest height whose block is kept; about transactions below it nothing can be said. */
  long firstHeight();

  /** What an account can spend, in base units of PAI. */
  long balance(Address account);

  /** The nonce that the chain expects of an account's next transaction. */
  long nonce(Address account);

  /** The nonce after those of the account's transactions that wait at this node. */
  long nextNonce(Address account);

  /** The least fee of a transfer, in base units of PAI. */
  long transferFee();

  /**
   * Hands a transaction in its canonical encoding to the node.
   *
   * @return why the node refused it; empty text if it took it or had it already
   */
  String submit(byte[] transaction);

  /** The height of the final block that holds a transaction. */
  OptionalLong inclusion(Hash transaction);

  /** Whether a transaction waits at this node. */
  boolean isPending(Hash transaction);
}
