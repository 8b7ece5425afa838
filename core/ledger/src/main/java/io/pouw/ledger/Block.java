package io.pouw.ledger;

import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;
import io.pouw.primitives.MerkleTree;
import java.util.List;

/** A header and the transactions under it, in the order in which they apply. */
public record Block(BlockHeader header, List<Transaction> transactions) implements Encodable {
  public static final int MAX_TRANSACTIONS = 10_000;
  public static final int MAX_BYTES = 8 << 20;

  public Block {
    transactions = List.copyOf(transactions);
  }

  public static Block decode(Decoder in) {
    return new Block(BlockHeader.decode(in), in.list(MAX_TRANSACTIONS, Transaction::decode));
  }

  /** The Merkle root that a header with these transactions has. */
  public static Hash transactionsRoot(List<Transaction> transactions) {
    return MerkleTree.root(
        transactions.stream().map(each -> MerkleTree.leaf(each.toBytes())).toList());
  }

  @Override
  public void encode(Encoder out) {
    out.put(header).list(transactions);
  }

  public Hash id() {
    return header.id();
  }

  public long height() {
    return header.height();
  }
}
