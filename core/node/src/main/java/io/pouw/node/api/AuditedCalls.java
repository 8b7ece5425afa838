package io.pouw.node.api;

import io.pouw.security.audit.AuditAction;
import io.pouw.security.audit.AuditEvent;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.PlatformHandler;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Audits the calls that change something and those that are refused to who may not, when they are
 * answered: who asked, method and path, the status. Neither query nor headers nor body.
 */
final class AuditedCalls implements PlatformHandler {
  private static final Set<HttpMethod> CHANGING =
      Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE);

  /** What workers do every few seconds. */
  private static final Set<String> ROUTINE = Set.of("beatWorker", "challengeWorker", "echoWorker");

  private static final String OPERATION = "pouw.operation";

  private final Optional<String> token;
  private final Set<String> operators;
  private final Consumer<AuditEvent> log;

  /**
   * For one API.
   *
   * @param operators operations that only the operator may call
   */
  AuditedCalls(Optional<String> token, Set<String> operators, Consumer<AuditEvent> log) {
    this.token = token;
    this.operators = operators;
    this.log = log;
  }

  /** Keeps in mind which operation of the contract a valid call is. */
  static void name(RoutingContext context, String operation) {
    context.put(OPERATION, operation);
  }

  @Override
  public void handle(RoutingContext context) {
    context.addEndHandler(done -> answered(context));
    context.next();
  }

  private void answered(RoutingContext context) {
    int status = context.response().getStatusCode();
    boolean isRefused = status == Problem.Kind.FORBIDDEN.status();
    String operation = context.get(OPERATION, "");
    boolean changes = CHANGING.contains(context.request().method()) && !ROUTINE.contains(operation);
    if (!isRefused && !changes) return;
    Caller caller = Caller.of(context.request(), token);
    // A stranger's malformed call is told so before he is told that he may not make it.
    boolean operates = operators.contains(operation) && caller.isOperator();
    AuditAction action =
        isRefused
            ? AuditAction.API_REFUSED
            : operates ? AuditAction.API_OPERATE : AuditAction.API_CHANGE;
    String asked = context.request().method() + " " + context.normalizedPath();
    log.accept(
        new AuditEvent(
            action, withoutToken(caller.toString()), withoutToken(asked), "status " + status));
  }

  /** Somebody may have put it where it does not belong. */
  private String withoutToken(String text) {
    return token.map(secret -> text.replace(secret, "***")).orElse(text);
  }
}
