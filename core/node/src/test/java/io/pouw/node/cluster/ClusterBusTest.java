package io.pouw.node.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real members in one JVM, over real sockets. */
@Timeout(60)
class ClusterBusTest {
  private static final ClusterSecret SECRET = ClusterSecret.of("0123456789abcdef0123456789abcdef");

  @Test
  void membersAskEachOtherOverTheirEncryptedBus() throws Exception {
    int port = freePort();
    try (ClusterBus one = ClusterBus.join(settings("one", port, port), SECRET);
        ClusterBus two = ClusterBus.join(settings("two", freePort(), port), SECRET)) {
      assertEquals(2, one.size());
      assertEquals(2, two.size());
      byte[] big = new byte[3 << 20];
      for (int i = 0; i < big.length; i++) big[i] = (byte) (i * 31);
      two.answer("echo", Future::succeededFuture);
      byte[] answer = ask(one, "echo", big);
      assertArrayEquals(big, answer);
    }
  }

  @Test
  void whoHasAnotherSecretGetsNoTlsSession() throws Exception {
    int port = freePort();
    ClusterSecret other = ClusterSecret.of("another secret, of enough characters");
    try (ClusterBus one = ClusterBus.join(settings("one", port, port), SECRET)) {
      assertEquals("hello", firstWord(port, SECRET));
      assertEquals("refused", firstWord(port, other));
      assertEquals(1, one.size());
    }
  }

  /** Whether a TLS session comes about from which the member could be spoken to. */
  private static String firstWord(int port, ClusterSecret secret) throws IOException {
    try (var socket =
        (SSLSocket)
            new ClusterTls(secret).context().getSocketFactory().createSocket("127.0.0.1", port)) {
      socket.setSoTimeout(5_000);
      socket.startHandshake();
      // In TLS 1.3 the server's refusal of our certificate comes only now.
      socket.getOutputStream().write("HZC".getBytes(StandardCharsets.US_ASCII));
      return socket.getInputStream().read() < 0 ? "refused" : "hello";
    } catch (SSLException e) {
      return "refused";
    }
  }

  @Test
  void whoSpeaksHazelcastsProtocolWithoutTlsGetsNoAnswer() throws Exception {
    int port = freePort();
    try (ClusterBus one = ClusterBus.join(settings("one", port, port), SECRET);
        var socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), 2_000);
      socket.setSoTimeout(5_000);
      socket.getOutputStream().write("HZC".getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().write(new byte[64]);
      byte[] answer = socket.getInputStream().readAllBytes();
      assertFalse(new String(answer, StandardCharsets.ISO_8859_1).contains("HZC"));
      // At most a TLS alert.
      assertTrue(answer.length <= 7, answer.length + " bytes");
      assertEquals(1, one.size());
    }
  }

  private static byte[] ask(ClusterBus from, String address, byte[] body) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (true) {
      try {
        return from.ask(address, body, 5_000).toCompletionStage().toCompletableFuture().get();
      } catch (java.util.concurrent.ExecutionException e) {
        // The other member's subscription spreads in the background.
        if (System.nanoTime() > deadline) throw e;
      }
    }
  }

  static ClusterSettings settings(String name, int port, int known) {
    return new ClusterSettings(
        MemberKind.WORKER,
        name,
        "127.0.0.1",
        port,
        false,
        new Discovery.Addresses(List.of("127.0.0.1:" + known)),
        Path.of("secret"),
        1,
        Duration.ofSeconds(3),
        Optional.empty());
  }

  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
