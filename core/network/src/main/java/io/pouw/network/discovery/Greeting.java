package io.pouw.network;

import io.pouw.network.wire.CloseCode;
import io.pouw.network.wire.FrameHeader;
import io.pouw.network.wire.Hello;
import io.pouw.primitives.Address;
import java.util.Optional;

/** The rules by which a node accepts another one's introduction. */
final class Greeting {
  private final LocalNode local;

  Greeting(LocalNode local) {
    this.local = local;
  }

  /** Why a greeting is not accepted. */
  record Refusal(CloseCode code, String detail) {}

  /**
   * What is wrong with the greeting of a node whose certificate proves this address, if anything.
   */
  Optional<Refusal> problem(Hello hello, Address proved) {
    if (hello.protocolVersion() != FrameHeader.PROTOCOL_VERSION)
      return refusal(
          CloseCode.WRONG_VERSION,
          hello.protocolVersion() + ", this node speaks " + FrameHeader.PROTOCOL_VERSION);
    if (!hello.chainId().equals(local.chainId()))
      return refusal(
          CloseCode.WRONG_CHAIN,
          hello.chainId().abbreviated() + ", this node is on " + local.chainId().abbreviated());
    if (!hello.address().equals(proved))
      return refusal(CloseCode.WRONG_ADDRESS, hello.address() + " instead of " + proved);
    if (proved.equals(local.address())) return refusal(CloseCode.SELF, "the same key");
    return Optional.empty();
  }

  private static Optional<Refusal> refusal(CloseCode code, String detail) {
    return Optional.of(new Refusal(code, detail));
  }
}
