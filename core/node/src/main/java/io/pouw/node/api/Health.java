package io.pouw.node.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** What was looked at and how it was; well if every check is. */
public record Health(List<Check> checks) {
  public Health {
    checks = List.copyOf(checks);
  }

  /**
   * One thing that was looked at.
   *
   * @param name such as {@code chain}
   * @param detail the value, and when it fails what was expected
   */
  public record Check(String name, boolean ok, String detail) {}

  public boolean ok() {
    return checks.stream().allMatch(Check::ok);
  }

  JsonObject toJson() {
    var list = new JsonArray();
    for (Check check : checks)
      list.add(
          new JsonObject()
              .put("name", check.name())
              .put("ok", check.ok())
              .put("detail", check.detail()));
    return new JsonObject().put("status", ok() ? "up" : "down").put("checks", list);
  }
}
