package io.pouw.node.api;

import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import io.vertx.openapi.validation.ValidatorException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns whatever went wrong with a request into {@code application/problem+json}. */
final class Failures implements Handler<RoutingContext> {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  /** The statuses by which the router reports; it calls back for each that is registered. */
  static final List<Integer> STATUSES = List.of(400, 404, 405, 406, 413, 415, 500, 503);

  private final int maxBodyBytes;

  Failures(int maxBodyBytes) {
    this.maxBodyBytes = maxBodyBytes;
  }

  @Override
  public void handle(RoutingContext context) {
    if (context.response().ended() || context.response().headWritten()) return;
    EventStream.readOn(context);
    JsonObject body = problem(context).toJson();
    context
        .response()
        .setStatusCode(body.getInteger("status"))
        .putHeader("Content-Type", Problem.MEDIA_TYPE)
        .end(body.toBuffer());
  }

  private Problem problem(RoutingContext context) {
    Throwable failure = unwrapped(context.failure());
    return switch (failure) {
      case Problem problem -> problem;
      case ValidatorException violation -> Violations.of(context, violation);
      case null, default -> byStatus(context, failure);
    };
  }

  private Problem byStatus(RoutingContext context, @Nullable Throwable failure) {
    String request = context.request().method() + " " + context.request().path();
    Problem.Kind kind =
        Problem.Kind.of(
            failure instanceof HttpException http ? http.getStatusCode() : context.statusCode());
    return new Problem(
        kind,
        switch (kind) {
          case NOT_FOUND -> request + " is not part of this API, see its openapi.yaml";
          case METHOD_NOT_ALLOWED -> request + ": the path is known, but not with this method";
          case TOO_LARGE -> "the body is larger than the " + maxBodyBytes + " bytes allowed";
          case INTERNAL -> internal(request, failure);
          case INVALID_REQUEST,
              FORBIDDEN,
              CONFLICT,
              GONE,
              UNSUPPORTED_MEDIA_TYPE,
              UNPROCESSABLE,
              UPGRADE_REQUIRED,
              UNAVAILABLE ->
              failure == null ? request + " was refused" : String.valueOf(failure.getMessage());
        });
  }

  private static String internal(String request, @Nullable Throwable failure) {
    LOG.error("{} failed", request, failure);
    return request + " failed inside the node; its log says why";
  }

  private static @Nullable Throwable unwrapped(@Nullable Throwable failure) {
    return failure instanceof HttpException http && http.getCause() instanceof ValidatorException
        ? http.getCause()
        : failure;
  }
}
