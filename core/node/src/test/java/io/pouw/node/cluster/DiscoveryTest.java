package io.pouw.node.cluster;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two processes find each other without a list: {@code ./mvnw -Plong -pl core/node test}. */
@Tag("long")
@Timeout(300)
class DiscoveryTest {
  private static final String GROUP = "224.2.2.3";
  private static final long LIMIT_SECONDS = 140;

  @TempDir Path folder = Path.of("");

  @BeforeEach
  void writeSecret() throws IOException {
    Files.writeString(folder.resolve("cluster-secret"), "0123456789abcdef0123456789abcdef");
  }

  @Test
  void byMulticast() throws Exception {
    int group = ClusterBusTest.freePort();
    String trouble = multicastOnLoopback(group);
    assumeTrue(trouble.isEmpty(), "no multicast on the loopback interface: " + trouble);
    try (Member one = multicaster("one", group)) {
      until(one, "has joined: members 1");
      try (Member two = multicaster("two", group)) {
        until(two, "has joined: members 2");
      }
    }
  }

  private Member multicaster(String name, int group) throws IOException {
    return Member.start(
        folder.resolve(name + ".log"),
        "",
        List.of(
            "node",
            "start",
            "--cluster",
            "--member-kind",
            "worker",
            "--node-id",
            name,
            "--plugins",
            folder.resolve("plugins").toString(),
            "--cluster-secret-file",
            folder.resolve("cluster-secret").toString(),
            "--cluster-port",
            Integer.toString(ClusterBusTest.freePort()),
            "--set",
            "cluster.join=multicast",
            "--set",
            "cluster.multicast_group=" + GROUP,
            "--set",
            "cluster.multicast_port=" + group));
  }

  /** Whether a datagram to the group comes back; why not, or nothing if it does. */
  private static String multicastOnLoopback(int port) {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (var socket = new MulticastSocket(new InetSocketAddress(port))) {
      NetworkInterface at = NetworkInterface.getByInetAddress(loopback);
      var group = new InetSocketAddress(GROUP, port);
      socket.joinGroup(group, at);
      socket.setNetworkInterface(at);
      socket.setSoTimeout(2_000);
      byte[] word = "anybody".getBytes(StandardCharsets.US_ASCII);
      socket.send(new DatagramPacket(word, word.length, group));
      socket.receive(new DatagramPacket(new byte[64], 64));
      return "";
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /**
   * With the arguments of the Helm chart. A file of hosts stands for the cluster's DNS: the JVM
   * asks it for the name of the headless service, which has the addresses of both pods; two of this
   * machine's, and one port for both.
   */
  @Test
  void byTheNameOfAHeadlessServiceAsTheHelmChartSetsItUp() throws Exception {
    String other = addressBesideLoopback();
    assumeTrue(!other.isEmpty(), "this machine has no IPv4 address but 127.0.0.1");
    int port = ClusterBusTest.freePort();
    Path hosts = folder.resolve("hosts");
    String name = "r-cluster.testing.svc.cluster.local";
    Files.writeString(
        hosts, "127.0.0.1 localhost\n127.0.0.1 " + name + "\n" + other + " " + name + "\n");
    try (Member one = pod("pod-1", "127.0.0.1", port, hosts)) {
      until(one, "has joined: members 1");
      try (Member two = pod("pod-2", other, port, hosts)) {
        until(two, "has joined: members 2");
      }
    }
  }

  private static String addressBesideLoopback() throws IOException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(each -> each instanceof Inet4Address && !each.isLoopbackAddress())
        .map(InetAddress::getHostAddress)
        .findFirst()
        .orElse("");
  }

  private Member pod(String name, String address, int port, Path hosts) throws IOException {
    var arguments = new ArrayList<String>(chartArguments(name, address, port));
    arguments.addAll(
        List.of("--member-kind", "worker", "--plugins", folder.resolve("plugins").toString()));
    return Member.start(
        folder.resolve(name + ".log"), "", List.of("-Djdk.net.hosts.file=" + hosts), arguments);
  }

  /** What the chart gives to every member, with the pod's variables filled in. */
  private List<String> chartArguments(String name, String address, int port) throws IOException {
    String chart = Files.readString(Path.of("../../helm/pouw/templates/_helpers.tpl"));
    int start = chart.indexOf("{{- define \"pouw.member\" -}}");
    String block = chart.substring(chart.indexOf('\n', start), chart.indexOf("{{- end }}", start));
    Map<String, String> values =
        Map.of(
            "$(POD_NAME)",
            name,
            "$(POD_IP)",
            address,
            "{{ .Release.Name }}",
            "r",
            "{{ .Release.Namespace }}",
            "testing",
            "/secrets",
            folder.toString(),
            "\"",
            "");
    block = block.replace("5701", Integer.toString(port));
    for (Map.Entry<String, String> each : values.entrySet())
      block = block.replace(each.getKey(), each.getValue());
    assertTrue(!block.contains("{{") && !block.contains("$("), block);
    return block
        .lines()
        .map(String::strip)
        .filter(line -> line.startsWith("- "))
        .map(line -> line.substring(2))
        .toList();
  }

  private static void until(Member member, String said) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (member.said(said) == 0) {
      if (System.nanoTime() > deadline)
        throw new AssertionError("never said '" + said + "'\n" + member.log());
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }
}
