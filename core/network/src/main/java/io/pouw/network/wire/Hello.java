package io.pouw.network.wire;

import io.pouw.primitives.Address;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;
import java.util.List;

/**
 * How a node introduces itself.
 *
 * @param protocolVersion what it speaks
 * @param chainId which chain it is on
 * @param address who it is; has to be the address of the certificate's key
 * @param instance a random number of this run of the node, so that a restart is told from a second
 *     connection
 * @param host where it listens; empty when it does not know, then the other side takes the address
 *     that the connection came from
 * @param port where it listens
 * @param roles what it does
 * @param softwareVersion for the operator's eyes
 */
public record Hello(
    int protocolVersion,
    Hash chainId,
    Address address,
    long instance,
    String host,
    int port,
    List<String> roles,
    String softwareVersion)
    implements Encodable {
  public static final int MAX_ROLES = 16;
  public static final int MAX_TEXT_BYTES = 64;

  public Hello {
    roles = List.copyOf(roles);
  }

  public static Hello decode(byte[] payload) {
    return Decoder.whole(
        payload,
        in ->
            new Hello(
                in.u8(),
                in.hash(),
                in.address(),
                in.i64(),
                host(in),
                port(in),
                in.list(MAX_ROLES, each -> each.text(MAX_TEXT_BYTES)),
                in.text(MAX_TEXT_BYTES)));
  }

  private static String host(Decoder in) {
    String host = in.text(PeerEntry.MAX_HOST_BYTES);
    if (!host.isEmpty() && host.isBlank()) throw in.error("a blank host");
    return host;
  }

  private static int port(Decoder in) {
    int port = in.u32();
    if (port == 0 || port > PeerEntry.MAX_PORT) throw in.error(port + " is no port");
    return port;
  }

  @Override
  public void encode(Encoder out) {
    out.u8(protocolVersion)
        .hash(chainId)
        .address(address)
        .i64(instance)
        .text(host)
        .u32(port)
        .list(roles, Encoder::text)
        .text(softwareVersion);
  }
}
