package io.pouw.network.discovery;

import io.pouw.network.wire.CloseCode;
import io.pouw.network.wire.Hello;
import io.pouw.primitives.Address;
import java.util.Optional;

/** The rules by which a node accepts another one's introduction. */
public final class Greeting {
  private final Hello own;

  Greeting(Hello own) {
    this.own = own;
  }

  /** Why a greeting is not accepted. */
  public record Refusal(CloseCode code, String detail) {}

  /**
   * What is wrong with the greeting of a node whose certificate proves this address, if anything.
   */
  Optional<Refusal> problem(Hello hello, Address proved) {
    if (hello.protocolVersion() != own.protocolVersion())
      return refusal(
          CloseCode.WRONG_VERSION,
          hello.protocolVersion() + ", this node speaks " + own.protocolVersion());
    if (!hello.chainId().equals(own.chainId()))
      return refusal(
          CloseCode.WRONG_CHAIN,
          hello.chainId().abbreviated() + ", this node is on " + own.chainId().abbreviated());
    if (!hello.address().equals(proved))
      return refusal(CloseCode.WRONG_ADDRESS, hello.address() + " instead of " + proved);
    if (proved.equals(own.address())) return refusal(CloseCode.SELF, "the same key");
    return Optional.empty();
  }

  private static Optional<Refusal> refusal(CloseCode code, String detail) {
    return Optional.of(new Refusal(code, detail));
  }
}
