package io.pouw.network;

import static org.junit.jupiter.api.Assertions.fail;

import io.pouw.primitives.Address;
import io.pouw.security.Ban;
import io.pouw.security.SecurityAlert;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A listener that keeps what it is told, for a test to take. */
final class Recorder implements NetworkListener {
  private static final long PATIENCE_SECONDS = 15;

  final BlockingQueue<Received> messages = new LinkedBlockingQueue<>();
  final BlockingQueue<PeerInfo> connected = new LinkedBlockingQueue<>();
  final BlockingQueue<String> disconnected = new LinkedBlockingQueue<>();
  final BlockingQueue<String> refused = new LinkedBlockingQueue<>();
  final BlockingQueue<String> cutOff = new LinkedBlockingQueue<>();
  final BlockingQueue<SecurityAlert> alerts = new LinkedBlockingQueue<>();
  volatile Function<String, Future<byte[]>> answers =
      topic -> Future.failedFuture("nobody answers '" + topic + "'");

  record Received(Address from, String topic, byte[] payload) {
    String text() {
      return new String(payload, StandardCharsets.UTF_8);
    }
  }

  @Override
  public void onMessage(Address from, String topic, byte[] payload) {
    messages.add(new Received(from, topic, payload));
  }

  @Override
  public Future<byte[]> onRequest(Address from, String topic, byte[] payload) {
    return answers.apply(topic);
  }

  @Override
  public void onPeerConnected(PeerInfo peer) {
    connected.add(peer);
  }

  @Override
  public void onPeerDisconnected(PeerInfo peer, String reason) {
    disconnected.add(reason);
  }

  @Override
  public void onPeerRefused(Address peer, String connection, String reason) {
    refused.add(peer + " (" + connection + "): " + reason);
  }

  @Override
  public void onPeerCutOff(Address peer, String connection, String reason, Optional<Ban> ban) {
    cutOff.add(peer + ": " + reason + ", bans: " + ban.map(Ban::count).orElse(0));
  }

  @Override
  public void onAlert(SecurityAlert alert) {
    alerts.add(alert);
  }

  /** The next element, as soon as there is one. */
  static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
    T element = queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    return element != null ? element : fail("nothing came within " + PATIENCE_SECONDS + " s");
  }
}
