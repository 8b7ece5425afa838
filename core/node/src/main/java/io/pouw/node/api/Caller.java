package io.pouw.node.api;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;

/**
 * Who asks, as far as the API can tell. Holds no token, so that its text may be written down.
 *
 * @param address of the machine that the connection comes from
 * @param isHere whether that is this machine, and nobody else is asked for
 * @param forwardedFor what a proxy or a gateway says whom it asks for, which it may make up
 */
record Caller(String address, boolean isHere, Optional<String> forwardedFor, Token token) {
  /** What became of the API token. */
  enum Token {
    NONE("no token"),
    WRONG("wrong token"),
    MATCHES("token matches");

    private final String words;

    Token(String words) {
      this.words = words;
    }
  }

  private static final String BEARER = "Bearer ";

  /** By which proxies say for whom they ask (RFC 7239, and what they said before it). */
  private static final List<String> FORWARDED = List.of("Forwarded", "X-Forwarded-For", "Via");

  /**
   * Reads it off a request.
   *
   * @param expected the node's token, if it has one
   */
  static Caller of(HttpServerRequest request, Optional<String> expected) {
    SocketAddress from = request.remoteAddress();
    String address = from == null || from.hostAddress() == null ? "" : from.hostAddress();
    Optional<String> forwarded =
        FORWARDED.stream()
            .filter(request.headers()::contains)
            .map(name -> request.headers().get(name))
            .findFirst();
    Token token = token(Optional.ofNullable(request.getHeader("Authorization")), expected);
    return new Caller(address, isLoopback(address) && forwarded.isEmpty(), forwarded, token);
  }

  private static Token token(Optional<String> header, Optional<String> expected) {
    if (header.isEmpty()) return Token.NONE;
    boolean matches = expected.isPresent() && equal(header.get(), BEARER + expected.get());
    return matches ? Token.MATCHES : Token.WRONG;
  }

  private static boolean equal(String sent, String expected) {
    return MessageDigest.isEqual(
        sent.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
  }

  private static boolean isLoopback(String address) {
    try {
      return !address.isEmpty() && InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** Whether it is the operator, who may have things paid and signed by this node's key. */
  boolean isOperator() {
    return isHere || token == Token.MATCHES;
  }

  @Override
  public String toString() {
    // What somebody else may have made up comes last: it may be long, and look like anything.
    return address + ", " + token.words + forwardedFor.map(text -> ", for " + text).orElse("");
  }
}
