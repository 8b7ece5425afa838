package io.pouw.node.api;

import io.pouw.ledger.Block;
import io.pouw.ledger.Transaction;
import io.pouw.node.api.ChainReader.Place;
import io.pouw.primitives.CodecException;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Hash;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Transactions: reading them, and taking in those that others have signed. */
final class TransactionEndpoints {
  private final NodeServices node;
  private final Worker worker;

  TransactionEndpoints(NodeServices node, Worker worker) {
    this.node = node;
    this.worker = worker;
  }

  Map<String, Endpoint> endpoints() {
    return Map.of(
        "listTransactions", this::list,
        "getTransaction", this::get,
        "submitTransaction", this::submit);
  }

  private Future<Answer> list(Call call) {
    ChainReader chain = node.chain();
    long from = call.number("from", Long.MAX_VALUE);
    int skip = Math.toIntExact(call.number("skip", 0));
    return worker.run(() -> page(chain, from, skip, call.limit())).map(Answer::json);
  }

  private static JsonObject page(ChainReader chain, long from, int skip, int limit) {
    long height = Math.min(from, chain.height());
    List<Place> places = chain.transactionsDownFrom(start(chain, height, skip), limit + 1);
    var transactions = new JsonArray();
    Optional<Block> block = Optional.empty();
    for (Place place : places.subList(0, Math.min(limit, places.size()))) {
      if (block.isEmpty() || block.get().height() != place.height())
        block = chain.block(place.height());
      block.ifPresent(in ->
          transactions.add(
              TransactionJson.included(
                  in.transactions().get(place.index()), place.height(), place.index())));
    }
    var page = new JsonObject().put("transactions", transactions);
    if (places.size() > limit) page.put("next", next(chain, places.getLast()));
    return page;
  }

  /** The first transaction of a page: {@code skip} from the end of a block, or an earlier one. */
  private static Place start(ChainReader chain, long height, int skip) {
    if (skip == 0) return new Place(height, Integer.MAX_VALUE);
    int count = chain.block(height).map(block -> block.transactions().size()).orElse(0);
    return count > skip
        ? new Place(height, count - 1 - skip)
        : new Place(Math.max(0, height - 1), Integer.MAX_VALUE);
  }

  private static JsonObject next(ChainReader chain, Place first) {
    int count = chain.block(first.height()).map(block -> block.transactions().size()).orElse(0);
    return new JsonObject().put("from", first.height()).put("skip", count - 1 - first.index());
  }

  private Future<Answer> get(Call call) {
    Hash id = call.id();
    ChainReader chain = node.chain();
    return worker
        .run(() -> included(chain, id))
        .map(found ->
            found
                .or(() -> node.pending(id).map(TransactionJson::pending))
                .map(Answer::json)
                .orElseThrow(() ->
                    Problem.notFound(
                        "no transaction " + id + " is final or pending at this node")));
  }

  private static Optional<JsonObject> included(ChainReader chain, Hash id) {
    return chain
        .transaction(id)
        .flatMap(place ->
            chain
                .block(place.height())
                .map(block ->
                    TransactionJson.included(
                        block.transactions().get(place.index()), place.height(), place.index())));
  }

  private Future<Answer> submit(Call call) {
    String text = call.body().getString("transaction");
    Transaction transaction = decode(bytes(text));
    check(transaction);
    return node.submit(transaction).map(TransactionEndpoints::accepted);
  }

  static Answer accepted(Hash id) {
    return Answer.json(202, new JsonObject().put("id", id.toString()).put("status", "pending"));
  }

  private static byte[] bytes(String text) {
    try {
      return text.length() % 2 == 0 && text.matches("[0-9a-fA-F]+")
          ? HexFormat.of().parseHex(text)
          : Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw Problem.invalid(
          "transaction is neither hexadecimal nor base64: '"
              + text.substring(0, Math.min(16, text.length()))
              + "...', "
              + e.getMessage());
    }
  }

  private static Transaction decode(byte[] bytes) {
    if (bytes.length > Transaction.MAX_BYTES)
      throw Problem.invalid(
          "the transaction has "
              + bytes.length
              + " bytes, expected at most "
              + Transaction.MAX_BYTES);
    try {
      return Decoder.whole(bytes, Transaction::decode);
    } catch (CodecException | IllegalArgumentException e) {
      throw Problem.invalid("not the canonical encoding of a transaction: " + e.getMessage());
    }
  }

  private void check(Transaction transaction) {
    Hash chain = node.ledger().chainId();
    if (!transaction.chainId().equals(chain))
      throw new Problem(
          Problem.Kind.UNPROCESSABLE,
          "wrong chain id " + transaction.chainId() + ", this chain is " + chain);
    if (!transaction.signatureHolds())
      throw new Problem(
          Problem.Kind.UNPROCESSABLE,
          "forged signature: it is not that of the sender "
              + transaction.sender()
              + " over this transaction");
  }
}
