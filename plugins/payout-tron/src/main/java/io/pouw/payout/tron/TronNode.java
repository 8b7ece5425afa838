package io.pouw.payout.tron;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pouw.plugin.PayoutException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The HTTP API of a TRON full node, as far as payouts need it. Blocks. Every failure to get an
 * answer is a {@link PayoutException}.
 */
final class TronNode implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final int MAX_ANSWER = 8 << 20;

  private final String url;
  private final Optional<String> apiKey;
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(TIMEOUT).version(HttpClient.Version.HTTP_1_1).build();

  /** {@code apiKey}: TronGrid's, sent with every request. */
  TronNode(String url, Optional<String> apiKey) {
    this.url = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    this.apiKey = apiKey;
  }

  /** A block's id, number, and time in milliseconds. */
  record Block(String id, long number, long timestamp) {}

  /** The newest block. */
  Block head() {
    return block(post("/wallet/getblock", newest()));
  }

  /** The newest block that can no longer go. */
  Block solidHead() {
    return block(post("/walletsolidity/getblock", newest()));
  }

  /** Without the transactions in it, which may be thousands. */
  private static ObjectNode newest() {
    return JSON.createObjectNode().put("detail", false);
  }

  Block genesis() {
    return block(post("/wallet/getblockbynum", JSON.createObjectNode().put("num", 0)));
  }

  private Block block(JsonNode answer) {
    JsonNode header = answer.path("block_header").path("raw_data");
    String id = answer.path("blockID").asText();
    if (id.length() != 64) throw unexpected("a block", answer);
    return new Block(id, header.path("number").asLong(), header.path("timestamp").asLong());
  }

  /** What a block made of a transaction, if one holds it. */
  Optional<JsonNode> info(String id, boolean solid) {
    JsonNode answer =
        post(
            solid ? "/walletsolidity/gettransactioninfobyid" : "/wallet/gettransactioninfobyid",
            JSON.createObjectNode().put("value", id));
    return answer.isEmpty() ? Optional.empty() : Optional.of(answer);
  }

  /** Whether the node knows a transaction at all, be it in its pool. */
  boolean knows(String id) {
    return !post("/wallet/gettransactionfrompending", JSON.createObjectNode().put("value", id))
        .isEmpty();
  }

  /** The node's code, such as {@code SUCCESS}, and its message, with a blank between. */
  String broadcast(byte[] transaction) {
    JsonNode answer =
        post(
            "/wallet/broadcasthex",
            JSON.createObjectNode().put("transaction", HexFormat.of().formatHex(transaction)));
    if (answer.path("result").asBoolean()) return "SUCCESS";
    String message = answer.path("message").asText();
    return (answer.path("code").asText("UNKNOWN") + " " + readable(message)).strip();
  }

  /** java-tron writes messages in hexadecimal. */
  private static String readable(String message) {
    if (message.isEmpty() || !message.matches("([0-9a-fA-F]{2})+")) return message;
    return new String(HexFormat.of().parseHex(message), java.nio.charset.StandardCharsets.UTF_8);
  }

  /**
   * A call that changes nothing: the answer with {@code constant_result} and {@code energy_used}.
   */
  JsonNode constantCall(TronAddress owner, TronAddress contract, String signature, byte[] call) {
    String hex = HexFormat.of().formatHex(call);
    JsonNode answer =
        post(
            "/wallet/triggerconstantcontract",
            JSON.createObjectNode()
                .put("owner_address", owner.hex())
                .put("contract_address", contract.hex())
                .put("function_selector", signature)
                .put("parameter", hex.substring(8)));
    if (!answer.path("result").path("result").asBoolean())
      throw new PayoutException(
          "%s refused %s: %s"
              .formatted(url, signature, readable(answer.path("result").path("message").asText())));
    return answer;
  }

  /** TRX of an account, in sun. */
  long balance(TronAddress account) {
    return post("/wallet/getaccount", JSON.createObjectNode().put("address", account.hex()))
        .path("balance")
        .asLong();
  }

  /** Bandwidth and energy of an account. */
  JsonNode resources(TronAddress account) {
    return post(
        "/wallet/getaccountresource", JSON.createObjectNode().put("address", account.hex()));
  }

  /** A number that the network's committee has set. */
  long parameter(String key, long fallback) {
    JsonNode all =
        post("/wallet/getchainparameters", JSON.createObjectNode()).path("chainParameter");
    for (JsonNode each : all)
      if (each.path("key").asText().equals(key)) return each.path("value").asLong();
    return fallback;
  }

  private JsonNode post(String path, ObjectNode body) {
    try {
      var request =
          HttpRequest.newBuilder(URI.create(url + path))
              .timeout(TIMEOUT)
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
      apiKey.ifPresent(key -> request.header("TRON-PRO-API-KEY", key));
      HttpResponse<InputStream> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream in = response.body()) {
        return answer(path, response.statusCode(), in.readNBytes(MAX_ANSWER + 1));
      }
    } catch (JsonProcessingException e) {
      throw new PayoutException(url + path + " answered no JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new PayoutException("no answer from " + url + path + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PayoutException("interrupted while waiting for " + url + path, e);
    }
  }

  private JsonNode answer(String path, int status, byte[] body) throws IOException {
    if (status != 200)
      throw new PayoutException(url + path + " answered with HTTP status " + status);
    if (body.length > MAX_ANSWER)
      throw new PayoutException(url + path + " answered more than " + MAX_ANSWER + " bytes");
    JsonNode answer = JSON.readTree(body);
    if (!answer.isObject()) throw unexpected("a JSON object", answer);
    String error = answer.path("Error").asText();
    if (!error.isEmpty()) throw new PayoutException(url + path + ": " + error);
    return answer;
  }

  private PayoutException unexpected(String expected, JsonNode answer) {
    String text = answer.toString();
    return new PayoutException(
        "%s answered '%s', expected %s"
            .formatted(url, text.substring(0, Math.min(200, text.length())), expected));
  }

  @Override
  public void close() {
    client.close();
  }
}
