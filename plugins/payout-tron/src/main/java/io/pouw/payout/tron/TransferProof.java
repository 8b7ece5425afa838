package io.pouw.payout.tron;

import com.fasterxml.jackson.databind.JsonNode;
import io.pouw.plugin.PayoutChannel.Status;
import java.util.HexFormat;

/** Reads what a final block made of a token transfer. */
final class TransferProof {
  private final TronContract.Trigger call;

  /** The call that the transfer is. */
  TransferProof(TronContract.Trigger call) {
    this.call = call;
  }

  /**
   * Paid only if the receipt says so and the token's own event names payer, receiver and amount: a
   * token may answer {@code false} without failing.
   */
  Status read(JsonNode info) {
    long fee = info.path("fee").asLong();
    String result = info.path("receipt").path("result").asText();
    if (!result.equals("SUCCESS"))
      return new Status.Failed(reason(info, result), retry(result), fee);
    for (JsonNode log : info.path("log"))
      if (isOurs(log))
        return new Status.Confirmed("block " + info.path("blockNumber").asLong(), fee);
    return new Status.Failed("the token reported no transfer of this amount", false, fee);
  }

  /** Energy may suffice another time; what the contract refused it will refuse again. */
  private static boolean retry(String result) {
    return result.equals("OUT_OF_ENERGY") || result.equals("OUT_OF_TIME");
  }

  private static String reason(JsonNode info, String result) {
    String message = info.path("resMessage").asText();
    return result.isEmpty()
        ? "no contract was run"
        : message.isEmpty() ? result : result + " " + message;
  }

  private boolean isOurs(JsonNode log) {
    JsonNode topics = log.path("topics");
    String data = HexFormat.of().formatHex(call.data());
    return topics.size() == 3
        && log.path("address").asText().equalsIgnoreCase(call.contract().hex().substring(2))
        && topics.get(0).asText().equalsIgnoreCase(Trc20.TRANSFER_EVENT)
        && topics
            .get(1)
            .asText()
            .equalsIgnoreCase(HexFormat.of().formatHex(Trc20.word(call.owner())))
        && topics.get(2).asText().equalsIgnoreCase(data.substring(8, 72))
        && log.path("data").asText().equalsIgnoreCase(data.substring(72));
  }
}
