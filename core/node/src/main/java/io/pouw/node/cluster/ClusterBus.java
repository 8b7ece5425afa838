package io.pouw.node.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.instance.impl.HazelcastInstanceFactory;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.http.ClientAuth;
import io.vertx.spi.cluster.hazelcast.ConfigUtil;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The members' event bus: Vert.x clustered over Hazelcast, a Vert.x of its own beside the node's,
 * whose own bus never leaves the process. Both kinds of connection (Hazelcast's and the bus's) are
 * mutual TLS 1.3 by the cluster's secret. Bodies are bytes that the receiver decodes with limits.
 *
 * <p>Thread-safe. Blocks while it joins and leaves.
 */
public final class ClusterBus implements AutoCloseable {
  private static final String FALSE = "false";

  private static final long START_SECONDS = 30;
  private static final long STOP_SECONDS = 5;

  /** The code of {@link NotNow} on the bus. */
  private static final int NOT_NOW = 1;

  /** Where Vert.x looks for its own name of the member. */
  private static final String NODE_ID = "__vertx.nodeId";

  /** A member that is not heard of for so long has left; Hazelcast's default is a minute. */
  private static final String SILENCE_SECONDS = "8";

  private final String memberId;
  private final HazelcastInstance hazelcast;
  private final Vertx vertx;

  private ClusterBus(String memberId, HazelcastInstance hazelcast, Vertx vertx) {
    this.memberId = memberId;
    this.hazelcast = hazelcast;
    this.vertx = vertx;
  }

  /**
   * Joins the cluster, or begins it if nobody is there.
   *
   * @throws IllegalStateException if the port is taken or the bus does not come up
   */
  public static ClusterBus join(ClusterSettings settings, ClusterSecret secret) {
    System.setProperty("hazelcast.logging.type", "slf4j");
    var tls = new ClusterTls(secret);
    String memberId = settings.name() + "-" + UUID.randomUUID();
    HazelcastInstance hazelcast =
        HazelcastInstanceFactory.newHazelcastInstance(
            config(settings, secret, memberId), memberId, new EncryptedMemberLinks(tls));
    try {
      Vertx vertx =
          Vertx.builder()
              .with(
                  new VertxOptions().setEventLoopPoolSize(1).setEventBusOptions(bus(settings, tls)))
              .withClusterManager(new HazelcastClusterManager(hazelcast))
              .buildClustered()
              .toCompletionStage()
              .toCompletableFuture()
              .orTimeout(START_SECONDS, TimeUnit.SECONDS)
              .join();
      return new ClusterBus(memberId, hazelcast, vertx);
    } catch (RuntimeException e) {
      hazelcast.getLifecycleService().terminate();
      throw new IllegalStateException("the cluster's bus did not come up: " + e.getMessage(), e);
    }
  }

  private static Config config(ClusterSettings settings, ClusterSecret secret, String memberId) {
    Config config = ConfigUtil.loadConfig();
    config.setClusterName(secret.clusterName());
    config.setProperty("hazelcast.phone.home.enabled", FALSE);
    config.setProperty("hazelcast.shutdownhook.enabled", FALSE);
    config.setProperty("hazelcast.heartbeat.interval.seconds", "1");
    config.setProperty("hazelcast.max.no.heartbeat.seconds", SILENCE_SECONDS);
    config.setProperty("hazelcast.max.join.seconds", "15");
    config.setProperty("hazelcast.merge.first.run.delay.seconds", "5");
    config.setProperty("hazelcast.merge.next.run.delay.seconds", "5");
    config.setProperty("hazelcast.socket.bind.any", FALSE);
    config.setProperty("hazelcast.operation.generic.thread.count", "2");
    config.setProperty("hazelcast.operation.thread.count", "2");
    config.setProperty("hazelcast.io.thread.count", "1");
    config.setProperty("hazelcast.event.thread.count", "1");
    config.setProperty("hazelcast.partition.count", "31");
    config.setProperty(
        "hazelcast.wait.seconds.before.join",
        Integer.toString(settings.discovery().searchSeconds()));
    config.setProperty("hazelcast.integrity.checker.enabled", FALSE);
    config.setProperty("hazelcast.discovery.enabled", FALSE);
    config.getMemberAttributeConfig().setAttribute(NODE_ID, memberId);
    config.getMetricsConfig().setEnabled(false);
    config.getJetConfig().setEnabled(false);
    var network = config.getNetworkConfig();
    network.setPort(settings.port()).setPortAutoIncrement(settings.isPortFree());
    network.getRestApiConfig().setEnabled(false);
    network.getInterfaces().setEnabled(true).clear().addInterface(settings.host());
    JoinConfig join = network.getJoin();
    join.getAutoDetectionConfig().setEnabled(false);
    join.getMulticastConfig().setEnabled(false);
    join.getTcpIpConfig().setEnabled(false);
    settings.discovery().apply(join, settings.port());
    return config;
  }

  private static EventBusOptions bus(ClusterSettings settings, ClusterTls tls) {
    return new EventBusOptions()
        .setHost(settings.host())
        .setClusterPingInterval(1_000)
        .setClusterPingReplyInterval(3_000)
        .setConnectTimeout(2_000)
        .setSsl(true)
        .setClientAuth(ClientAuth.REQUIRED)
        .setKeyCertOptions(tls.keyOptions())
        .setTrustOptions(tls.trustOptions())
        .setEnabledSecureTransportProtocols(Set.of(ClusterTls.PROTOCOL));
  }

  /** The name of this member for the time that it is in, unlike that of any other ever. */
  public String memberId() {
    return memberId;
  }

  /** Host and port where other members can join. */
  public String address() {
    var address = hazelcast.getCluster().getLocalMember().getAddress();
    return address.getHost() + ":" + address.getPort();
  }

  /** How many members Hazelcast sees, this one included. */
  public int size() {
    return hazelcast.getCluster().getMembers().size();
  }

  public Vertx vertx() {
    return vertx;
  }

  EventBus events() {
    return vertx.eventBus();
  }

  /** Tells all members that listen, this one included; some may not hear it. */
  void publish(String address, byte[] body) {
    events().publish(address, Buffer.buffer(body));
  }

  /** Asks whoever listens at an address; fails when nobody does, says no, or nothing comes. */
  Future<byte[]> ask(String address, byte[] body, long timeoutMs) {
    return events()
        .<Buffer>request(
            address, Buffer.buffer(body), new DeliveryOptions().setSendTimeout(timeoutMs))
        .map(reply -> reply.body().getBytes());
  }

  /** Hears what is published; not answered. */
  void hear(String address, Consumer<byte[]> then) {
    events().<Buffer>consumer(address, message -> then.accept(message.body().getBytes()));
  }

  /** Answers questions until the consumer is unregistered. */
  MessageConsumer<Buffer> answer(String address, Answering answering) {
    return events()
        .<Buffer>consumer(
            address,
            message ->
                answering
                    .answer(message.body().getBytes())
                    .onSuccess(reply -> message.reply(Buffer.buffer(reply)))
                    .onFailure(e ->
                        message.fail(
                            e instanceof NotNow ? NOT_NOW : 0, String.valueOf(e.getMessage()))));
  }

  /** A question that nothing was done about, and that may be asked again. */
  static final class NotNow extends RuntimeException {
    NotNow(String message) {
      super(message);
    }
  }

  /** Whether a question that failed was heard by nobody who could have done something about it. */
  static boolean wasIdle(Throwable failure) {
    return failure instanceof ReplyException reply
        && (reply.failureType() == ReplyFailure.NO_HANDLERS || reply.failureCode() == NOT_NOW);
  }

  /** Answers one question. */
  @FunctionalInterface
  interface Answering {
    Future<byte[]> answer(byte[] question);
  }

  /** Whether Hazelcast still runs here: it ends by itself when it cannot go on. */
  boolean isUp() {
    return hazelcast.getLifecycleService().isRunning();
  }

  @Override
  public void close() {
    try {
      vertx
          .close()
          .toCompletionStage()
          .toCompletableFuture()
          .completeOnTimeout(null, STOP_SECONDS, TimeUnit.SECONDS)
          .join();
    } finally {
      hazelcast.getLifecycleService().terminate();
    }
  }
}
