package io.pouw.network;

import io.pouw.network.tls.NodeCertificate;
import io.pouw.network.tls.NodeTrust;
import io.pouw.primitives.PublicKey;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.TrustOptions;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLPeerUnverifiedException;

/** The options of both ends: mutual TLS 1.3, and WebSocket sizes that fit our frames. */
final class Tls {
  private static final Set<String> PROTOCOLS = Set.of("TLSv1.3");

  /** Every TLS 1.3 implementation has it (RFC 8446, section 9.1), and no other is faster. */
  private static final String CIPHER_SUITE = "TLS_AES_128_GCM_SHA256";

  /** Covers the frame header that shares a WebSocket frame with a short payload, too. */
  private static final int MAX_WEBSOCKET_FRAME_BYTES = OutgoingFrame.PIECE_BYTES;

  private static final int CLOSING_TIMEOUT_SECONDS = 1;

  private final KeyCertOptions identity;
  private final TrustOptions trust = TrustOptions.wrap(new NodeTrust());
  private final NetworkTimings timings;

  Tls(NodeCertificate certificate, NetworkTimings timings) {
    this.identity = KeyCertOptions.wrap(certificate.keyManager());
    this.timings = timings;
  }

  HttpServerOptions server(String host, int port) {
    return new HttpServerOptions()
        .setHost(host)
        .setPort(port)
        .setSsl(true)
        .setUseAlpn(false)
        .setClientAuth(ClientAuth.REQUIRED)
        .setKeyCertOptions(identity)
        .setTrustOptions(trust)
        .setEnabledSecureTransportProtocols(PROTOCOLS)
        .addEnabledCipherSuite(CIPHER_SUITE)
        .setSslHandshakeTimeout(timings.greeting().toMillis())
        .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
        .setIdleTimeout(idleMs())
        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
        .setPerFrameWebSocketCompressionSupported(false)
        .setPerMessageWebSocketCompressionSupported(false)
        .setMaxWebSocketFrameSize(MAX_WEBSOCKET_FRAME_BYTES)
        .setWebSocketClosingTimeout(CLOSING_TIMEOUT_SECONDS);
  }

  WebSocketClientOptions client() {
    return new WebSocketClientOptions()
        .setSsl(true)
        .setUseAlpn(false)
        // The certificate proves a key, not a host.
        .setVerifyHost(false)
        .setKeyCertOptions(identity)
        .setTrustOptions(trust)
        .setEnabledSecureTransportProtocols(PROTOCOLS)
        .addEnabledCipherSuite(CIPHER_SUITE)
        .setSslHandshakeTimeout(timings.greeting().toMillis())
        .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
        .setConnectTimeout((int) timings.greeting().toMillis())
        .setIdleTimeout(idleMs())
        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
        .setMaxFrameSize(MAX_WEBSOCKET_FRAME_BYTES)
        .setClosingTimeout(CLOSING_TIMEOUT_SECONDS);
  }

  /** For connections that never become peers: those are pinged, and closed before this. */
  private int idleMs() {
    return Math.toIntExact(timings.silence().plus(timings.ping()).toMillis());
  }

  /** The node key that the other end proved. */
  static PublicKey peerKey(WebSocket socket) throws CertificateException {
    try {
      return NodeCertificate.keyOf((X509Certificate) socket.sslSession().getPeerCertificates()[0]);
    } catch (SSLPeerUnverifiedException e) {
      throw new CertificateException("the peer showed no certificate", e);
    }
  }
}
