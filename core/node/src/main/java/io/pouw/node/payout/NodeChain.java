package io.pouw.node.payout;

import io.pouw.ledger.Transaction;
import io.pouw.ledger.TransactionBody;
import io.pouw.node.api.ChainReader;
import io.pouw.node.api.NodeServices;
import io.pouw.plugin.ChainAccess;
import io.pouw.plugin.PayoutException;
import io.pouw.primitives.Address;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Hash;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.ToLongFunction;

/** The node's chain as rails see it. Blocks: never on the event loop. */
public final class NodeChain implements ChainAccess {
  private static final long SUBMIT_SECONDS = 10;

  private final NodeServices node;
  private final ToLongFunction<Address> nextNonce;

  /** {@code nextNonce}: the one after those of an account's transactions in the mempool. */
  public NodeChain(NodeServices node, ToLongFunction<Address> nextNonce) {
    this.node = node;
    this.nextNonce = nextNonce;
  }

  @Override
  public Hash chainId() {
    return node.ledger().chainId();
  }

  @Override
  public long height() {
    return node.ledger().height();
  }

  @Override
  public long firstHeight() {
    return node.chain().firstHeight();
  }

  @Override
  public long balance(Address account) {
    return node.ledger().account(account).map(each -> each.balance()).orElse(0L);
  }

  /** As of the blocks that are on the disk, so that {@link #inclusion} knows of what used it. */
  @Override
  public long nonce(Address account) {
    return node.ledger().account(account).map(each -> each.nonce()).orElse(0L);
  }

  @Override
  public long nextNonce(Address account) {
    return nextNonce.applyAsLong(account);
  }

  @Override
  public long transferFee() {
    Address any = Address.parse(node.ledger().validators().getFirst().address().toString());
    return node.ledger().leastFee(new TransactionBody.Transfer(any, 1));
  }

  @Override
  public String submit(byte[] transaction) {
    Transaction read = Decoder.whole(transaction, Transaction::decode);
    if (isPending(read.id()) || inclusion(read.id()).isPresent()) return "";
    try {
      node.submit(read)
          .toCompletionStage()
          .toCompletableFuture()
          .get(SUBMIT_SECONDS, TimeUnit.SECONDS);
      return "";
    } catch (ExecutionException e) {
      return String.valueOf(e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
    } catch (TimeoutException e) {
      throw new PayoutException("the node did not answer in " + SUBMIT_SECONDS + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PayoutException("interrupted", e);
    }
  }

  @Override
  public OptionalLong inclusion(Hash transaction) {
    return node.chain()
        .transaction(transaction)
        .map(ChainReader.Place::height)
        .map(OptionalLong::of)
        .orElse(OptionalLong.empty());
  }

  @Override
  public boolean isPending(Hash transaction) {
    return node.pending(transaction).isPresent();
  }
}
