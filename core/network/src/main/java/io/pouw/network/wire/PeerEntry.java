package io.pouw.network.wire;

import io.pouw.primitives.Address;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;
import java.util.List;

/**
 * Where a node listens, as another node tells it. Hearsay: the certificate proves the address when
 * a connection is made.
 */
public record PeerEntry(Address address, String host, int port) implements Encodable {
  /** The longest host name (RFC 1035, section 2.3.4). */
  public static final int MAX_HOST_BYTES = 255;

  /** The most entries that one frame may tell. */
  public static final int MAX_ENTRIES = 256;

  static final int MAX_PORT = 65_535;

  public static PeerEntry decode(Decoder in) {
    Address address = in.address();
    String host = in.text(MAX_HOST_BYTES);
    int port = in.u32();
    if (host.isBlank() || port == 0 || port > MAX_PORT)
      throw in.error("'" + host + ":" + port + "' is no address to connect to");
    return new PeerEntry(address, host, port);
  }

  public static byte[] encodeAll(List<PeerEntry> entries) {
    return new Encoder().list(entries).toBytes();
  }

  public static List<PeerEntry> decodeAll(byte[] payload) {
    return Decoder.whole(payload, in -> in.list(MAX_ENTRIES, PeerEntry::decode));
  }

  @Override
  public void encode(Encoder out) {
    out.address(address).text(host).u32(port);
  }
}
