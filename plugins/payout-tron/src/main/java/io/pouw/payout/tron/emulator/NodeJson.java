package io.pouw.payout.tron.emulator;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pouw.payout.tron.Trc20;
import io.pouw.payout.tron.TronContract;
import io.pouw.payout.tron.TronTransaction;
import io.pouw.payout.tron.evm.Log;
import io.pouw.payout.tron.evm.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Blocks, transactions and receipts as java-tron writes them. */
final class NodeJson {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HexFormat HEX = HexFormat.of();

  private NodeJson() {}

  /** {@code detail}: with its transactions. */
  static ObjectNode block(Block block, boolean detail) {
    ObjectNode json = JSON.createObjectNode().put("blockID", block.id());
    ObjectNode header = json.putObject("block_header");
    header
        .putObject("raw_data")
        .put("number", block.number())
        .put("txTrieRoot", block.root())
        .put("witness_address", block.producer().hex())
        .put("parentHash", block.parent())
        .put("timestamp", block.time());
    header.put("witness_signature", block.signature());
    if (!detail) return json;
    ArrayNode transactions = json.putArray("transactions");
    block.receipts().forEach(each -> transactions.add(transaction(each.transaction())));
    return json;
  }

  static ObjectNode transaction(TronTransaction transaction) {
    ObjectNode json = JSON.createObjectNode().put("txID", transaction.id());
    ArrayNode signatures = json.putArray("signature");
    NodeApi.hex(transaction.signatures()).forEach(signatures::add);
    TronTransaction.Raw content = transaction.content();
    ObjectNode raw = json.putObject("raw_data");
    raw.put("ref_block_bytes", HEX.formatHex(content.reference().bytes()))
        .put("ref_block_hash", HEX.formatHex(content.reference().hash()))
        .put("expiration", content.expiration())
        .put("timestamp", content.timestamp());
    if (content.feeLimit() != 0) raw.put("fee_limit", content.feeLimit());
    ObjectNode contract = raw.putArray("contract").addObject();
    ObjectNode parameter = contract.putObject("parameter");
    switch (content.contract()) {
      case TronContract.Transfer transfer -> {
        contract.put("type", "TransferContract");
        parameter
            .putObject("value")
            .put("owner_address", transfer.owner().hex())
            .put("to_address", transfer.to().hex())
            .put("amount", transfer.amount());
      }
      case TronContract.Trigger trigger -> {
        contract.put("type", "TriggerSmartContract");
        parameter
            .putObject("value")
            .put("owner_address", trigger.owner().hex())
            .put("contract_address", trigger.contract().hex())
            .put("data", HEX.formatHex(trigger.data()));
      }
    }
    parameter.put("type_url", TronContract.TYPE_URL + contract.path("type").asText());
    return json.put("raw_data_hex", HEX.formatHex(transaction.raw()));
  }

  static ObjectNode info(Block block, Receipt receipt) {
    ObjectNode json =
        JSON.createObjectNode()
            .put("id", receipt.transaction().id())
            .put("fee", receipt.fee())
            .put("blockNumber", block.number())
            .put("blockTimeStamp", block.time());
    ArrayNode results = json.putArray("contractResult");
    ObjectNode costs =
        json.putObject("receipt")
            .put("net_usage", receipt.byteFee() > 0 ? 0 : receipt.bytes())
            .put("net_fee", receipt.byteFee())
            .put("energy_usage", receipt.energyStaked())
            .put("energy_fee", receipt.energyFee());
    receipt
        .outcome()
        .ifPresent(outcome -> {
          results.add(HEX.formatHex(outcome.output()));
          costs.put("energy_usage_total", outcome.energy()).put("result", outcome.result().name());
          if (outcome.penalty() > 0) costs.put("energy_penalty_total", outcome.penalty());
          outcome(json, receipt, outcome);
        });
    return json;
  }

  private static void outcome(ObjectNode json, Receipt receipt, Outcome outcome) {
    if (!outcome.succeeded())
      json.put("result", "FAILED").put("resMessage", hex(outcome.message()));
    if (!(receipt.transaction().content().contract() instanceof TronContract.Trigger call)) return;
    json.put("contract_address", call.contract().hex());
    ArrayNode logs = json.putArray("log");
    for (Log each : outcome.logs()) {
      ObjectNode log = logs.addObject().put("address", call.contract().hex().substring(2));
      ArrayNode topics = log.putArray("topics");
      each.topics().forEach(topic -> topics.add(HEX.formatHex(Trc20.word(topic))));
      log.put("data", HEX.formatHex(each.data()));
    }
  }

  static ObjectNode accepted(String id) {
    return JSON.createObjectNode().put("result", true).put("txid", id);
  }

  /** {@code problem}: java-tron's code, then a message. */
  static ObjectNode refusal(String id, String problem) {
    int blank = (problem + " ").indexOf(' ');
    return JSON.createObjectNode()
        .put("result", false)
        .put("code", problem.substring(0, blank))
        .put("message", hex(problem.substring(blank).strip()))
        .put("txid", id);
  }

  static ObjectNode callRefused(String message) {
    ObjectNode json = JSON.createObjectNode();
    json.putObject("result")
        .put("result", false)
        .put("code", "CONTRACT_VALIDATE_ERROR")
        .put("message", hex(message));
    return json;
  }

  static ObjectNode parameters(Rules rules) {
    ObjectNode json = JSON.createObjectNode();
    ArrayNode all = json.putArray("chainParameter");
    all.addObject().put("key", "getTransactionFee").put("value", rules.bytePrice());
    all.addObject().put("key", "getEnergyFee").put("value", rules.energyPrice());
    all.addObject().put("key", "getFreeNetLimit").put("value", rules.freeBytes());
    all.addObject().put("key", "getMaxFeeLimit").put("value", Rules.MAX_FEE_LIMIT);
    Rules.Crowding crowding = rules.crowding();
    all.addObject().put("key", "getAllowDynamicEnergy").put("value", 1);
    all.addObject().put("key", "getDynamicEnergyThreshold").put("value", crowding.threshold());
    all.addObject()
        .put("key", "getDynamicEnergyIncreaseFactor")
        .put("value", crowding.increaseFactor());
    all.addObject().put("key", "getDynamicEnergyMaxFactor").put("value", crowding.maxFactor());
    return json;
  }

  static ObjectNode contractInfo(Crowd crowd) {
    ObjectNode json = JSON.createObjectNode();
    json.putObject("contract_state")
        .put("energy_usage", crowd.usage())
        .put("energy_factor", crowd.factor())
        .put("update_cycle", crowd.cycle());
    return json;
  }

  private static String hex(String text) {
    return HEX.formatHex(text.getBytes(StandardCharsets.UTF_8));
  }
}
