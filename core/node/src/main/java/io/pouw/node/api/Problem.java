package io.pouw.node.api;

import io.vertx.core.json.JsonObject;
import java.util.Locale;

/**
 * Why a request was not served, as RFC 9457 writes it. {@link #getMessage()} is for the client:
 * what was wrong, the value, what was expected.
 */
public final class Problem extends RuntimeException {
  public static final String MEDIA_TYPE = "application/problem+json";
  private static final String TYPES = "urn:pouw:problem:";

  /** The kinds of problem and the HTTP status that goes with each. */
  public enum Kind {
    /** The request does not fit the contract. */
    INVALID_REQUEST(400, "The request is not valid"),
    /** The sender may not do this from where he is. */
    FORBIDDEN(403, "Not allowed"),
    NOT_FOUND(404, "There is no such thing"),
    METHOD_NOT_ALLOWED(405, "The path knows no such method"),
    /** The request contradicts what is already so: known, used, not settled yet. */
    CONFLICT(409, "The present state does not allow it"),
    /** It was there and is not kept any more. */
    GONE(410, "No longer kept here"),
    TOO_LARGE(413, "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "The media type is not supported"),
    /** The request is well formed and cannot be true: wrong chain, forged, not covered. */
    UNPROCESSABLE(422, "The content cannot be accepted"),
    UPGRADE_REQUIRED(426, "A WebSocket is needed"),
    INTERNAL(500, "The node failed"),
    /** Full, or not ready yet: worth another try. */
    UNAVAILABLE(503, "Not possible now");

    private final int status;
    private final String title;

    Kind(int status, String title) {
      this.status = status;
      this.title = title;
    }

    public int status() {
      return status;
    }

    String slug() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The kind that has this status; a server error for one that none has. */
    static Kind of(int status) {
      for (Kind kind : values()) if (kind.status == status) return kind;
      return status >= 400 && status < 500 ? INVALID_REQUEST : INTERNAL;
    }
  }

  private final Kind kind;

  public Problem(Kind kind, String detail) {
    super(detail);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }

  static Problem invalid(String detail) {
    return new Problem(Kind.INVALID_REQUEST, detail);
  }

  static Problem notFound(String detail) {
    return new Problem(Kind.NOT_FOUND, detail);
  }

  /** What a client is told. */
  public JsonObject toJson() {
    return new JsonObject()
        .put("type", TYPES + kind.slug())
        .put("title", kind.title)
        .put("status", kind.status)
        .put("detail", getMessage());
  }
}
