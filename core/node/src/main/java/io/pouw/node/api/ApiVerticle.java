package io.pouw.node.api;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.openapi.contract.OpenAPIContract;
import java.net.BindException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Serves the API of one node over HTTP/1.1 and WebSocket. Deployed on an event loop; what blocks
 * runs on workers. Started when the port listens, stopped when it is free again.
 */
public final class ApiVerticle extends VerticleBase {
  private static final int IDLE_SECONDS = 60;
  private static final int MAX_URI_BYTES = 4096;
  private static final int MAX_HEADER_BYTES = 16 * 1024;
  private static final int MAX_MESSAGE_BYTES = 64 * 1024;

  private final ApiConfig config;
  private final NodeServices node;
  private volatile int port;
  private @Nullable Worker worker;
  private @Nullable EventStream events;
  private @Nullable HttpServer server;

  public ApiVerticle(ApiConfig config, NodeServices node) {
    this.config = config;
    this.node = node;
  }

  /** The port that it listens on, once started; any thread. */
  public int port() {
    return port;
  }

  @Override
  public Future<?> start() {
    return Contract.load(vertx).compose(this::listen);
  }

  private Future<HttpServer> listen(OpenAPIContract contract) {
    var stream = new EventStream(vertx, config, node.eventAddress());
    events = stream;
    var pool = new Worker(vertx);
    worker = pool;
    Router router =
        ApiRouter.build(vertx, contract, config, endpoints(pool), stream, node::audited);
    HttpServer made = vertx.createHttpServer(options()).requestHandler(router);
    return made.listen(config.port(), config.host())
        .onSuccess(listening -> {
          server = listening;
          port = listening.actualPort();
        })
        .recover(failure -> close().transform(closed -> Future.failedFuture(explained(failure))));
  }

  private Map<String, Endpoint> endpoints(Worker pool) {
    var endpoints = new HashMap<String, Endpoint>();
    endpoints.putAll(new StatusEndpoints(node, pool).endpoints());
    endpoints.putAll(new ChainEndpoints(node, pool).endpoints());
    endpoints.putAll(new ValidatorEndpoints(node).endpoints());
    endpoints.putAll(new TransactionEndpoints(node, pool).endpoints());
    endpoints.putAll(new AccountEndpoints(node, pool).endpoints());
    endpoints.putAll(new TaskEndpoints(node, pool).endpoints());
    endpoints.putAll(new ProofEndpoints(node, pool).endpoints());
    var management = new ManagementCalls(node, pool);
    endpoints.putAll(new WorkerEndpoints(management).endpoints());
    endpoints.putAll(new PoolEndpoints(management).endpoints());
    endpoints.putAll(new ScoreEndpoints(management, node).endpoints());
    endpoints.putAll(new PayoutEndpoints(node, pool).endpoints());
    endpoints.putAll(new ClusterEndpoints(node).endpoints());
    endpoints.putAll(new AuditEndpoints(node, pool).endpoints());
    return endpoints;
  }

  private static HttpServerOptions options() {
    return new HttpServerOptions()
        .setIdleTimeout(IDLE_SECONDS)
        .setMaxInitialLineLength(MAX_URI_BYTES)
        .setMaxHeaderSize(MAX_HEADER_BYTES)
        .setMaxWebSocketMessageSize(MAX_MESSAGE_BYTES)
        .setMaxWebSocketFrameSize(MAX_MESSAGE_BYTES);
  }

  private Throwable explained(Throwable failure) {
    if (!(failure instanceof BindException)) return failure;
    return new IllegalStateException(
        "the API cannot listen on "
            + config.host()
            + ":"
            + config.port()
            + " ("
            + failure.getMessage()
            + "): another program has the port, or the address is not this machine's; choose"
            + " another host or port for the API",
        failure);
  }

  @Override
  public Future<?> stop() {
    return close();
  }

  private Future<?> close() {
    if (events != null) events.close();
    if (worker != null) worker.close();
    return server == null ? Future.succeededFuture() : server.close();
  }
}
