package io.pouw.node.api;

import io.vertx.core.Future;

/** Serves one operation of the contract. Runs on the event loop and never blocks it. */
@FunctionalInterface
interface Endpoint {
  /** The answer, or a failure; one of {@link Problem} tells the client what was wrong. */
  Future<Answer> answer(Call call);
}
