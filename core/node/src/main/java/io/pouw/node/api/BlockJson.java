package io.pouw.node.api;

import io.pouw.consensus.Certificate;
import io.pouw.ledger.Block;
import io.pouw.ledger.BlockHeader;
import io.pouw.ledger.Mined;
import io.pouw.ledger.Validator;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Blocks as the contract shows them. */
final class BlockJson {
  private BlockJson() {}

  static JsonObject summary(Block block) {
    return header(block).put("transactions", block.transactions().size());
  }

  static JsonObject full(
      Block block, Optional<ChainReader.Finality> finality, List<Validator> validators) {
    BlockHeader header = block.header();
    var transactions = new JsonArray();
    for (int i = 0; i < block.transactions().size(); i++)
      transactions.add(TransactionJson.included(block.transactions().get(i), header.height(), i));
    JsonObject json =
        header(block)
            .put("chain_id", header.chainId().toString())
            .put("proposer_key", header.proposer().toString())
            .put("beacon", header.beacon().toString())
            .put("transactions_root", header.transactionsRoot().toString())
            .put("state_root", header.stateRoot().toString())
            .put("transactions", transactions);
    finality.ifPresent(proof -> json.put("certificate", certificate(proof, validators)));
    return json;
  }

  private static JsonObject header(Block block) {
    BlockHeader header = block.header();
    return new JsonObject()
        .put("height", header.height())
        .put("id", block.id().toString())
        .put("view", header.view())
        .put("parent", header.parent().toString())
        .put("timestamp_ms", header.timestampMs())
        .put("proposer", header.proposer().address().toString())
        .put("mined", Json.array(header.mined(), BlockJson::mined));
  }

  private static JsonObject mined(Mined mined) {
    return new JsonObject()
        .put("task", mined.task().toString())
        .put("round", mined.unit().round())
        .put("slot", mined.unit().slot())
        .put("miner", mined.miner().toString())
        .put("minted", Json.amount(mined.minted()));
  }

  private static JsonObject certificate(ChainReader.Finality finality, List<Validator> validators) {
    Certificate certificate = finality.certificate();
    List<Validator> signers =
        certificate.signatures().stream()
            .filter(each -> each.validator() < validators.size())
            .map(each -> validators.get(each.validator()))
            .toList();
    long stake = signers.stream().mapToLong(Validator::power).sum();
    return new JsonObject()
        .put("kind", Json.constant(certificate.kind()))
        .put("view", certificate.view())
        .put("height", finality.height())
        .put("block", certificate.blockId().toString())
        .put("signers", Json.array(signers, each -> each.address().toString()))
        .put("stake", Json.amount(stake))
        .put("encoded", HexFormat.of().formatHex(certificate.toBytes()));
  }
}
