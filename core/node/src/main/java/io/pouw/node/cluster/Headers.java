package io.pouw.node.cluster;

import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The headers of a request or an answer that go through a gateway, in their order. */
record Headers(List<Map.Entry<String, String>> all) implements Encodable {
  private static final int MOST = 64;
  private static final int MAX_BYTES = 16_384;

  /**
   * What concerns one connection only (RFC 9110, section 7.6.1), or is made anew for each; what the
   * gateway has judged, which is where a page comes from; and what says for whom somebody asks,
   * which the gateway alone may say.
   */
  private static final Set<String> ONE_HOP =
      Set.of(
          "host",
          "origin",
          "connection",
          "keep-alive",
          "te",
          "trailer",
          "transfer-encoding",
          "content-length",
          "upgrade",
          "expect",
          "forwarded",
          "via");

  Headers {
    all = List.copyOf(all);
    if (all.size() > MOST)
      throw new IllegalArgumentException(all.size() + " headers, expected " + MOST + " at most");
  }

  /** Those that go on. */
  static Headers of(MultiMap headers) {
    return new Headers(headers.entries().stream().filter(each -> goesOn(each.getKey())).toList());
  }

  private static boolean goesOn(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return !ONE_HOP.contains(lower)
        && !lower.startsWith("proxy-")
        && !lower.startsWith("x-forwarded-")
        && !lower.startsWith("sec-websocket-");
  }

  static Headers decode(Decoder in) {
    return new Headers(
        in.list(MOST, each -> Map.entry(each.text(MAX_BYTES), each.text(MAX_BYTES))));
  }

  @Override
  public void encode(Encoder out) {
    out.list(all, (to, each) -> to.text(each.getKey()).text(each.getValue()));
  }

  void putInto(MultiMap headers) {
    for (Map.Entry<String, String> each : all) headers.add(each.getKey(), each.getValue());
  }
}
