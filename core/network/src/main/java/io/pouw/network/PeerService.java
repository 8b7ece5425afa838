package io.pouw.network;

import io.pouw.network.discovery.DialTarget;
import io.pouw.network.tls.NodeCertificate;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sockets of a network, all on the one event loop of this verticle. */
final class PeerService extends VerticleBase {
  private static final Logger log = LoggerFactory.getLogger(PeerService.class);

  /** Where peers meet on the server; anything else that is asked for is answered 426. */
  static final String PATH = "/p2p/1";

  /** How long the peers have to answer the goodbye. */
  private static final long GOODBYE_MS = 500;

  private final NetworkCore core;
  private final Tls tls;
  private final Promise<Integer> boundPort = Promise.promise();
  private @Nullable HttpServer server;
  private @Nullable WebSocketClient client;
  private @Nullable PeerSessions sessions;

  PeerService(NetworkCore core) {
    this.core = core;
    this.tls = new Tls(NodeCertificate.of(core.local().identity()), core.config().timings());
  }

  /** The port, once the verticle has started. */
  Future<Integer> boundPort() {
    return boundPort.future();
  }

  @Override
  public Future<?> start() {
    NetworkConfig config = core.config();
    HttpServer created =
        vertx
            .createHttpServer(tls.server(config.host(), config.port()))
            .requestHandler(
                request -> request.response().setStatusCode(426).end("WebSocket only\n"))
            .webSocketHandler(this::accepted)
            .exceptionHandler(this::refusedInTls);
    server = created;
    return context
        .executeBlocking(() -> requireFree(config.host(), config.port()))
        .compose(_ -> created.listen())
        .recover(e -> Future.failedFuture(listenProblem(config, e)))
        .onSuccess(listening -> listens(listening.actualPort()));
  }

  /**
   * Vert.x shares a port between all servers of one instance instead of refusing it, so it is tried
   * before.
   */
  private static int requireFree(String host, int port) throws IOException {
    if (port == 0) return port;
    try (var probe = new ServerSocket(port, 1, InetAddress.getByName(host))) {
      return probe.getLocalPort();
    }
  }

  private static NetworkException listenProblem(NetworkConfig config, Throwable e) {
    String place = "cannot listen on " + config.host() + ":" + config.port() + ": ";
    if (e instanceof UnknownHostException)
      return new NetworkException(place + "there is no such host");
    return new NetworkException(
        place + e.getMessage() + "; choose another port or host, or 0 for any free port");
  }

  private void listens(int port) {
    client = vertx.createWebSocketClient(tls.client());
    var newSessions = new PeerSessions(vertx, core, core.local().hello(port), this::connect);
    sessions = newSessions;
    NetworkTimings timings = core.config().timings();
    vertx.setPeriodic(timings.ping().toMillis(), _ -> newSessions.keepAlive());
    vertx.setPeriodic(timings.peerExchange().toMillis(), _ -> newSessions.discovery().repeat());
    core.config().bootstrapPeers().forEach(newSessions.discovery()::keep);
    boundPort.complete(port);
  }

  /** Keeps a connection to the endpoint. Any thread. */
  void keep(PeerEndpoint endpoint) {
    context.runOnContext(_ -> {
      if (sessions != null) sessions.discovery().keep(endpoint);
    });
  }

  /** Runs on the event loop. */
  void runOnLoop(Runnable action) {
    context.runOnContext(_ -> action.run());
  }

  private void accepted(ServerWebSocket socket) {
    if (socket.path().equals(PATH)) begin(socket, null);
    else socket.close((short) 1008, "peers meet at " + PATH);
  }

  private void begin(WebSocket socket, @Nullable DialTarget target) {
    PeerSessions current = sessions;
    if (current == null) {
      socket.close();
      return;
    }
    try {
      current.begin(
          new PeerConnection(vertx, context, socket, Tls.peerKey(socket), target, core, current));
    } catch (CertificateException e) {
      core.counters().refusedHandshakes.increment();
      log.warn("refused {}: {}", socket.remoteAddress(), e.getMessage());
      socket.close();
    }
  }

  private void refusedInTls(Throwable problem) {
    core.counters().refusedHandshakes.increment();
    log.warn("a connection failed in the TLS handshake: {}", rootMessage(problem));
  }

  private void connect(DialTarget target) {
    WebSocketClient dialling = client;
    PeerSessions reports = sessions;
    if (dialling == null || reports == null) return;
    dialling
        .connect(
            new WebSocketConnectOptions()
                .setHost(target.endpoint().host())
                .setPort(target.endpoint().port())
                .setURI(PATH)
                .setTimeout(core.config().timings().greeting().toMillis()))
        .onSuccess(socket -> begin(socket, target))
        .onFailure(e -> reports.discovery().failed(target, rootMessage(e)));
  }

  private static String rootMessage(Throwable problem) {
    Throwable root = problem;
    while (root.getCause() != null) root = root.getCause();
    String message = root.getMessage();
    return message != null && !message.isBlank() ? message : "the connection was closed";
  }

  @Override
  public Future<?> stop() {
    if (sessions != null) {
      sessions.discovery().stop();
      sessions.closeAll();
    }
    Promise<Void> goodbye = Promise.promise();
    vertx.setTimer(GOODBYE_MS, _ -> goodbye.tryComplete());
    if (sessions != null) sessions.whenEmpty(goodbye::tryComplete);
    return goodbye
        .future()
        .eventually(() -> server == null ? Future.succeededFuture() : server.close())
        .eventually(() -> client == null ? Future.succeededFuture() : client.close());
  }
}
