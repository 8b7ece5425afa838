package io.pouw.node.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

/** What goes back to the client. */
record Answer(int status, String mediaType, Buffer body) {
  static Answer json(JsonObject body) {
    return json(200, body);
  }

  static Answer json(int status, JsonObject body) {
    return new Answer(status, "application/json", body.toBuffer());
  }

  static Answer text(String mediaType, String body) {
    return new Answer(200, mediaType, Buffer.buffer(body));
  }

  static Answer bytes(byte[] body) {
    return new Answer(200, "application/octet-stream", Buffer.buffer(body));
  }
}
