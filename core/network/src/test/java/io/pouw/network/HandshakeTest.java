package io.pouw.network;

import static io.pouw.network.TestNodes.config;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.network.TestNodes.Node;
import io.pouw.network.tls.ForgedCertificate;
import io.pouw.network.tls.NodeTrust;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.TrustOptions;
import java.security.KeyPairGenerator;
import java.util.Set;
import javax.net.ssl.X509KeyManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HandshakeTest {
  private final TestNodes nodes = new TestNodes();

  @AfterEach
  void stop() throws Exception {
    nodes.close();
  }

  private static WebSocketClientOptions careless() {
    return new WebSocketClientOptions().setSsl(true).setVerifyHost(false).setTrustAll(true);
  }

  /** Of one key, signed by another, shown by the owner of the latter. */
  private static X509KeyManager forged() throws Exception {
    var generator = KeyPairGenerator.getInstance("Ed25519");
    var mine = generator.generateKeyPair();
    var certificate = ForgedCertificate.signedBy(mine, generator.generateKeyPair(), "Ed25519");
    return ForgedCertificate.keyManager(certificate, mine);
  }

  private void assertRefused(WebSocketClientOptions options) throws Exception {
    Node node = nodes.start(1, config());
    assertThrows(
        Exception.class,
        () -> {
          RawPeer peer = RawPeer.connect(nodes.vertx, node.port(), options);
          throw new AssertionError("connected, then " + Recorder.next(peer.closed));
        });
    // The server may notice a little later than the client.
    Node honest = nodes.start(2, config(node.port()));
    Recorder.next(honest.recorder().connected);
    assertEquals(1, node.network().stats().refusedHandshakes());
  }

  @Test
  void aClientWithoutACertificateIsRefused() throws Exception {
    assertRefused(careless());
  }

  @Test
  void aClientWithAForgedCertificateIsRefused() throws Exception {
    assertRefused(careless().setKeyCertOptions(KeyCertOptions.wrap(forged())));
  }

  @Test
  void olderTlsIsRefused() throws Exception {
    assertRefused(
        RawPeer.options(TestNodes.key(5)).setEnabledSecureTransportProtocols(Set.of("TLSv1.2")));
  }

  @Test
  void aServerWithAForgedCertificateIsNotConnectedTo() throws Exception {
    var impostor =
        nodes
            .vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setHost("127.0.0.1")
                    .setPort(0)
                    .setSsl(true)
                    .setKeyCertOptions(KeyCertOptions.wrap(forged()))
                    .setTrustOptions(TrustOptions.wrap(new NodeTrust())))
            .webSocketHandler(_ -> {});
    int port = TestNodes.await(impostor.listen()).actualPort();
    var options = RawPeer.options(TestNodes.key(5));
    var problem = assertThrows(Exception.class, () -> RawPeer.connect(nodes.vertx, port, options));
    Throwable root = problem;
    while (root.getCause() != null) root = root.getCause();
    assertTrue(String.valueOf(root.getMessage()).contains("Signature"), String.valueOf(root));
  }
}
