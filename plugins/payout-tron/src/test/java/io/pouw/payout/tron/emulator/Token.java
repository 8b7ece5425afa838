package io.pouw.payout.tron.emulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pouw.payout.tron.TronTransaction;

/** Opens to the tests beside what the emulator keeps to itself. */
public final class Token {
  private Token() {}

  public static ObjectNode json(TronTransaction transaction) {
    return NodeJson.transaction(transaction);
  }
}
