package io.pouw.node.api;

import io.pouw.security.audit.AuditEvent;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.openapi.router.OpenAPIRoute;
import io.vertx.ext.web.openapi.router.RequestExtractor;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.validation.ValidatedRequest;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Binds the contract's operations to endpoints by operation id. The contract decides paths, methods
 * and what a valid request is.
 */
final class ApiRouter {
  private static final String EVENTS = "streamEvents";

  /** What is done with this node's key, or tells of its operator, and so only for him. */
  private static final Set<String> OPERATORS =
      Set.of(
          "submitTask",
          "createPool",
          "expelPoolMember",
          "changePoolTerms",
          "closePool",
          "distributePool",
          "reviewScores",
          "requestPayouts",
          "payDistribution",
          "decidePayout",
          "runPayouts",
          "listAuditEntries");

  private ApiRouter() {}

  /**
   * A router for every operation of the contract.
   *
   * @param audit takes the calls that are to be audited
   * @throws IllegalStateException if an operation has no endpoint or the other way round
   */
  static Router build(
      Vertx vertx,
      OpenAPIContract contract,
      ApiConfig config,
      Map<String, Endpoint> endpoints,
      EventStream events,
      Consumer<AuditEvent> audit) {
    var builder = RouterBuilder.create(vertx, contract, RequestExtractor.withBodyHandler());
    builder.rootHandler(new AuditedCalls(config.token(), OPERATORS, audit));
    builder.rootHandler(
        BodyHandler.create(false).setBodyLimit(config.maxBodyBytes()).setHandleFileUploads(false));
    builder.rootHandler(guard(Guards::sameOrigin));
    builder.rootHandler(guard(EventStream::keepUnread));
    var failures = new Failures(config.maxBodyBytes());
    int bound = 0;
    for (OpenAPIRoute route : builder.getRoutes()) {
      String id = route.getOperation().getOperationId();
      // The secured operations are guarded below: a token, or the same machine.
      route.setDoSecurity(false);
      route.addFailureHandler(failures);
      route.addHandler(guard(context -> AuditedCalls.name(context, id)));
      route.addHandler(guard(Guards::knownQuery));
      if (id.equals(EVENTS)) {
        route.addHandler(events::open);
        continue;
      }
      Endpoint endpoint = endpoints.get(id);
      if (endpoint == null) throw new IllegalStateException("operation " + id + " is not served");
      if (OPERATORS.contains(id))
        route.addHandler(guard(context -> Guards.mayOperate(context, config.token())));
      route.addHandler(context -> serve(endpoint, context));
      bound++;
    }
    if (bound != endpoints.size())
      throw new IllegalStateException(
          endpoints.size() + " endpoints, but the contract has only " + bound + " of them");
    Router router = builder.createRouter();
    Failures.STATUSES.forEach(status -> router.errorHandler(status, failures));
    return router;
  }

  private static Handler<RoutingContext> guard(Handler<RoutingContext> check) {
    return context -> {
      check.handle(context);
      context.next();
    };
  }

  private static void serve(Endpoint endpoint, RoutingContext context) {
    ValidatedRequest request = context.get(RouterBuilder.KEY_META_DATA_VALIDATED_REQUEST);
    endpoint
        .answer(new Call(request))
        .onSuccess(answer -> send(context, answer))
        .onFailure(context::fail);
  }

  private static void send(RoutingContext context, Answer answer) {
    if (context.response().closed() || context.response().ended()) return;
    context
        .response()
        .setStatusCode(answer.status())
        .putHeader("Content-Type", answer.mediaType())
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("Cache-Control", "no-store")
        .end(answer.body());
  }
}
