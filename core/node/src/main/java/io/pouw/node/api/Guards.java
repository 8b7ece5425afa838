package io.pouw.node.api;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.openapi.contract.Location;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Parameter;
import java.util.List;
import java.util.Optional;

/** What is checked of a request before and beside the contract. Each throws a {@link Problem}. */
final class Guards {
  private Guards() {}

  /** A web page of another origin may not make a browser spend or listen here. */
  static void sameOrigin(RoutingContext context) {
    if (!Origins.permit(context.request()))
      throw new Problem(
          Problem.Kind.FORBIDDEN,
          "the origin '"
              + context.request().getHeader("Origin")
              + "' is not this node's; use its own page or no browser");
  }

  /** Every parameter of the query stands in the contract, and once. */
  static void knownQuery(RoutingContext context) {
    Operation operation = context.currentRoute().getMetadata(RouterBuilder.KEY_META_DATA_OPERATION);
    List<String> known =
        operation.getParameters().stream()
            .filter(each -> each.getIn() == Location.QUERY)
            .map(Parameter::getName)
            .toList();
    for (String name : context.queryParams().names()) {
      if (!known.contains(name))
        throw Problem.invalid(
            "unknown query parameter '"
                + name
                + "', expected "
                + (known.isEmpty() ? "none" : "one of " + String.join(", ", known)));
      if (context.queryParam(name).size() > 1)
        throw Problem.invalid(
            "query parameter '" + name + "' is given more than once, expected once");
    }
  }

  /**
   * What this node pays for or signs, and what was done on it, is asked from its own machine, or
   * with its token. What a proxy or a gateway on this machine passes on comes from elsewhere.
   */
  static void mayOperate(RoutingContext context, Optional<String> token) {
    if (Caller.of(context.request(), token).isOperator()) return;
    String how =
        "ask for it from the node's own machine"
            + (token.isPresent() ? " or with its API token as bearer token" : "");
    throw new Problem(
        Problem.Kind.FORBIDDEN,
        context.request().method().equals(HttpMethod.GET)
            ? "this is for the node's operator: " + how
            : "this is paid or signed by this node's key: "
                + how
                + ", or sign a transaction of your own");
  }
}
