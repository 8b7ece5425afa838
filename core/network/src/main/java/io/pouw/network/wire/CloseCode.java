package io.pouw.network.wire;

import java.util.Optional;

/**
 * Why a node closes a connection: the WebSocket status codes of RFC 6455, section 7.4, and those of
 * this protocol from 4000 on. The text that goes with it is for the other side's log.
 */
public enum CloseCode {
  STOPPING(1001, "the node stops"),
  WRONG_VERSION(4001, "another protocol version"),
  WRONG_CHAIN(4002, "another chain"),
  WRONG_ADDRESS(4003, "an address that is not that of the certificate's key"),
  SELF(4004, "a node connected to itself"),
  DUPLICATE(4005, "a second connection between the same nodes"),
  FULL(4006, "no room for another peer"),
  BANNED(4007, "a banned peer"),
  BAD_FRAME(4008, "a malformed frame"),
  FLOOD(4009, "too many messages"),
  FORGED_GOSSIP(4012, "a forged message"),
  SILENT(4010, "nothing heard in time"),
  DISCONNECTED(4011, "the operator's wish");

  /** The longest text that fits a WebSocket close frame. */
  private static final int MAX_REASON = 120;

  private final int code;
  private final String meaning;

  CloseCode(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  public short code() {
    return (short) code;
  }

  public String meaning() {
    return meaning;
  }

  /** The meaning and the detail, in ASCII and cut to what a close frame holds. */
  public String reason(String detail) {
    String text = (meaning + ": " + detail).replaceAll("[^ -~]", "?");
    return text.length() <= MAX_REASON ? text : text.substring(0, MAX_REASON);
  }

  public static Optional<CloseCode> of(int code) {
    for (CloseCode known : values()) if (known.code == code) return Optional.of(known);
    return Optional.empty();
  }
}
