package io.pouw.node.api;

import io.pouw.primitives.Hash;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.validation.RequestParameter;
import io.vertx.openapi.validation.ValidatedRequest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request whose parameters and body the contract has accepted. */
record Call(ValidatedRequest request) {
  String path(String name) {
    return text(request.getPathParameters().get(name))
        .orElseThrow(
            () -> new IllegalArgumentException("the contract has no path parameter " + name));
  }

  Hash id() {
    return Hash.parse(path("id"));
  }

  Optional<String> text(String name) {
    return text(request.getQuery().get(name));
  }

  /** An integer of the query, or else the default, which the contract states too. */
  long number(String name, long otherwise) {
    RequestParameter value = request.getQuery().get(name);
    return value == null || value.isEmpty() ? otherwise : value.getLong();
  }

  int limit() {
    return Math.toIntExact(number("limit", 20));
  }

  /** The elements of a list in the query; none if it is left out. */
  List<String> texts(String name) {
    RequestParameter value = request.getQuery().get(name);
    if (value == null || value.isEmpty()) return List.of();
    JsonArray array = value.getJsonArray();
    return array.stream().map(String::valueOf).toList();
  }

  JsonObject body() {
    return request.getBody().getJsonObject();
  }

  private static Optional<String> text(@Nullable RequestParameter value) {
    return value == null || value.isEmpty()
        ? Optional.empty()
        : Optional.of(String.valueOf(value.get()));
  }
}
