package io.pouw.payout.tron.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pouw.payout.tron.Trc20;
import io.pouw.payout.tron.TronAddress;
import io.pouw.payout.tron.TronContract;
import io.pouw.payout.tron.TronTransaction;
import io.pouw.payout.tron.evm.Outcome;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/** The requests of a full node's HTTP API that wallets use, with java-tron's names and answers. */
final class NodeApi {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HexFormat HEX = HexFormat.of();

  private final Chain chain;
  private final Rules rules;
  private final Queue<Fault> faults;

  /** The node is made to look down. */
  static final class Unavailable extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  NodeApi(Chain chain, Rules rules, Queue<Fault> faults) {
    this.chain = chain;
    this.rules = rules;
    this.faults = faults;
  }

  /** Empty for a path that is not served. */
  Optional<ObjectNode> answer(String path, JsonNode request) {
    return Optional.ofNullable(
        switch (path) {
          case "/wallet/getnowblock" -> NodeJson.block(chain.head(), true);
          case "/walletsolidity/getnowblock" -> NodeJson.block(chain.solidHead(), true);
          case "/wallet/getblock" -> block(request, chain.head());
          case "/walletsolidity/getblock" -> block(request, chain.solidHead());
          case "/wallet/getblockbynum" -> block(request.path("num").asLong(), true);
          case "/wallet/broadcasthex" -> broadcastHex(request);
          case "/wallet/broadcasttransaction" -> broadcastJson(request);
          case "/wallet/gettransactioninfobyid" -> info(request, false);
          case "/walletsolidity/gettransactioninfobyid" -> info(request, true);
          case "/wallet/gettransactionbyid" -> transaction(request, false);
          case "/walletsolidity/gettransactionbyid" -> transaction(request, true);
          case "/wallet/gettransactionfrompending" -> pending(request);
          case "/wallet/getaccount", "/walletsolidity/getaccount" -> account(request);
          case "/wallet/getaccountresource" -> resources(request);
          case "/wallet/getchainparameters" -> NodeJson.parameters(rules);
          case "/wallet/getcontractinfo" -> contractInfo(address(request.path("value")));
          case "/wallet/triggerconstantcontract" -> constantCall(request);
          default -> null;
        });
  }

  private ObjectNode block(JsonNode request, Block newest) {
    boolean detail = request.path("detail").asBoolean();
    String place = request.path("id_or_num").asText();
    return place.isEmpty() ? NodeJson.block(newest, detail) : block(Long.parseLong(place), detail);
  }

  private ObjectNode block(long number, boolean detail) {
    return chain
        .block(number)
        .map(block -> NodeJson.block(block, detail))
        .orElseGet(JSON::createObjectNode);
  }

  private ObjectNode broadcastHex(JsonNode request) {
    byte[] bytes = HEX.parseHex(request.path("transaction").asText());
    return broadcast(TronTransaction.decode(bytes), bytes.length);
  }

  private ObjectNode broadcastJson(JsonNode request) {
    byte[] raw = HEX.parseHex(request.path("raw_data_hex").asText());
    var signatures = new ArrayList<byte[]>();
    for (JsonNode each : request.path("signature")) signatures.add(HEX.parseHex(each.asText()));
    TronTransaction transaction = TronTransaction.of(raw, signatures);
    String claimed = request.path("txID").asText(transaction.id());
    if (!claimed.equalsIgnoreCase(transaction.id()))
      return NodeJson.refusal(transaction.id(), "SIGERROR txID " + claimed + " is not its hash");
    return broadcast(transaction, transaction.encode().length);
  }

  private ObjectNode broadcast(TronTransaction transaction, int bytes) {
    Fault fault = faults.poll();
    if (fault == Fault.UNREACHABLE) throw new Unavailable();
    if (fault == Fault.BUSY)
      return NodeJson.refusal(transaction.id(), "SERVER_BUSY too many pending transactions");
    if (fault == Fault.LOST_TRANSACTION) return NodeJson.accepted(transaction.id());
    String problem = chain.take(transaction, bytes);
    if (fault == Fault.LOST_ANSWER) throw new Unavailable();
    return problem.isEmpty()
        ? NodeJson.accepted(transaction.id())
        : NodeJson.refusal(transaction.id(), problem);
  }

  private ObjectNode info(JsonNode request, boolean solid) {
    return chain
        .find(request.path("value").asText(), solid)
        .map(place -> NodeJson.info(place.block(), place.receipt()))
        .orElseGet(JSON::createObjectNode);
  }

  private ObjectNode transaction(JsonNode request, boolean solid) {
    String id = request.path("value").asText();
    return chain
        .find(id, solid)
        .map(place -> place.receipt().transaction())
        .or(() -> solid ? Optional.empty() : chain.pending(id))
        .map(NodeJson::transaction)
        .orElseGet(JSON::createObjectNode);
  }

  private ObjectNode pending(JsonNode request) {
    return chain
        .pending(request.path("value").asText())
        .map(NodeJson::transaction)
        .orElseGet(JSON::createObjectNode);
  }

  private ObjectNode account(JsonNode request) {
    TronAddress address = address(request.path("address"));
    World world = chain.head().after();
    if (!world.knows(address)) return JSON.createObjectNode();
    return JSON.createObjectNode()
        .put("address", address.hex())
        .put("balance", world.account(address).balance());
  }

  private ObjectNode resources(JsonNode request) {
    Account account =
        chain.head().after().account(address(request.path("address"))).at(chain.head().time());
    return JSON.createObjectNode()
        .put("freeNetUsed", account.bytesUsed())
        .put("freeNetLimit", rules.freeBytes())
        .put("EnergyUsed", account.energyUsed())
        .put("EnergyLimit", account.energyLimit());
  }

  private ObjectNode contractInfo(TronAddress contract) {
    return chain.head().after().contract(contract).isPresent()
        ? NodeJson.contractInfo(chain.crowd(contract))
        : JSON.createObjectNode();
  }

  private ObjectNode constantCall(JsonNode request) {
    TronAddress contract = address(request.path("contract_address"));
    if (chain.head().after().contract(contract).isEmpty())
      return NodeJson.callRefused("No contract or not a valid smart contract");
    byte[] selector = Trc20.selector(request.path("function_selector").asText());
    byte[] parameter = HEX.parseHex(request.path("parameter").asText());
    byte[] data =
        ByteBuffer.allocate(selector.length + parameter.length)
            .put(selector)
            .put(parameter)
            .array();
    Outcome outcome =
        chain.look(
            new TronContract.Trigger(address(request.path("owner_address")), contract, 0, data));
    ObjectNode answer = JSON.createObjectNode().put("energy_used", outcome.energy());
    if (outcome.penalty() > 0) answer.put("energy_penalty", outcome.penalty());
    ObjectNode result = answer.putObject("result").put("result", true);
    if (!outcome.succeeded())
      result.put("message", HEX.formatHex(outcome.message().getBytes(StandardCharsets.UTF_8)));
    answer.putArray("constant_result").add(HEX.formatHex(outcome.output()));
    return answer;
  }

  /** In hexadecimal or, as with {@code visible}, in base58check. */
  private static TronAddress address(JsonNode text) {
    return text.asText().startsWith("T")
        ? TronAddress.parse(text.asText())
        : TronAddress.fromHex(text.asText());
  }

  static List<String> hex(List<byte[]> all) {
    return all.stream().map(HEX::formatHex).toList();
  }
}
