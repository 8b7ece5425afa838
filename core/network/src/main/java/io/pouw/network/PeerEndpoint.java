package io.pouw.network;

/**
 * A host and a port to connect to.
 *
 * @param host name or IP address, not empty
 * @param port 1 to 65535
 */
public record PeerEndpoint(String host, int port) {
  public PeerEndpoint {
    if (host.isBlank()) throw new IllegalArgumentException("an endpoint without a host");
    if (port < 1 || port > 65_535)
      throw new IllegalArgumentException("a port is 1 to 65535, not " + port);
  }

  /**
   * Parses {@code host:port}; an IPv6 address stands in brackets.
   *
   * @throws IllegalArgumentException on anything else
   */
  public static PeerEndpoint parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 1)
      throw new IllegalArgumentException("'" + text + "' is not host:port, such as 10.0.0.1:9000");
    String host = text.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) host = host.substring(1, host.length() - 1);
    try {
      return new PeerEndpoint(host, Integer.parseInt(text.substring(colon + 1)));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' has no port number after the colon", e);
    }
  }

  @Override
  public String toString() {
    return host.indexOf(':') < 0 ? host + ":" + port : "[" + host + "]:" + port;
  }
}
