package io.pouw.node.api;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Which web pages may open a WebSocket or change something here: those of this server alone. */
public final class Origins {
  private Origins() {}

  /**
   * Whether a request only reads, or comes from a page of the server that it asks, or from no
   * browser at all. Browsers send no preflight for a WebSocket.
   */
  public static boolean permit(HttpServerRequest request) {
    boolean changes =
        !request.method().equals(HttpMethod.GET) || request.getHeader("Upgrade") != null;
    String origin = request.getHeader("Origin");
    return !changes || origin == null || sameAuthority(origin, asked(request));
  }

  /** The server as the client calls it; HTTP/2 has no Host header but a field of its own. */
  private static @Nullable String asked(HttpServerRequest request) {
    String host = request.getHeader("Host");
    if (host != null) return host;
    return request.authority() == null ? null : request.authority().toString();
  }

  private static boolean sameAuthority(String origin, @Nullable String host) {
    try {
      return host != null && host.equalsIgnoreCase(URI.create(origin).getAuthority());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
