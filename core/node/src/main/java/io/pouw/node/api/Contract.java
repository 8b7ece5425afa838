package io.pouw.node.api;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIContract;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Loads {@code openapi.yaml} from the class path. */
final class Contract {
  private static final String RESOURCE = "/openapi.yaml";

  private Contract() {}

  static Future<OpenAPIContract> load(Vertx vertx) {
    return vertx
        .executeBlocking(Contract::read, false)
        .compose(json -> OpenAPIContract.from(vertx, json));
  }

  private static JsonObject read() {
    try (InputStream in = Contract.class.getResourceAsStream(RESOURCE)) {
      if (in == null)
        throw new IllegalStateException("the program is damaged: it has no " + RESOURCE);
      Map<String, Object> yaml = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
      var json = new JsonObject(yaml);
      plainJsonProblems(json);
      return json;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Vert.x 5.0 refuses a contract with a media type that is not on its list, such as this one. */
  private static void plainJsonProblems(JsonObject contract) {
    JsonObject content =
        contract
            .getJsonObject("components")
            .getJsonObject("responses")
            .getJsonObject("Problem")
            .getJsonObject("content");
    content.put("application/json", content.remove(Problem.MEDIA_TYPE));
  }
}
