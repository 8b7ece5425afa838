package io.pouw.payout.tron.emulator;

import io.pouw.payout.tron.ProtoWriter;
import io.pouw.payout.tron.Sha256;
import io.pouw.payout.tron.TronAddress;
import io.pouw.payout.tron.TronKey;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A block, and the world after it.
 *
 * @param id in hexadecimal: the number, then the end of the header's hash
 * @param time in milliseconds
 */
record Block(
    String id,
    String parent,
    long number,
    long time,
    TronAddress producer,
    String root,
    String signature,
    List<Receipt> receipts,
    World after) {

  /** Makes and signs one. */
  static Block of(
      String parent,
      long number,
      long time,
      TronKey producer,
      List<Receipt> receipts,
      World after) {
    byte[] root = root(receipts);
    byte[] raw =
        new ProtoWriter()
            .number(1, time)
            .bytes(2, root)
            .bytes(3, HexFormat.of().parseHex(parent))
            .number(7, number)
            .bytes(9, producer.address().toBytes())
            .toBytes();
    byte[] hash = Sha256.hash(raw);
    byte[] id = hash.clone();
    ByteBuffer.wrap(id).putLong(number);
    return new Block(
        HexFormat.of().formatHex(id),
        parent,
        number,
        time,
        producer.address(),
        HexFormat.of().formatHex(root),
        HexFormat.of().formatHex(producer.sign(hash)),
        List.copyOf(receipts),
        after);
  }

  /** Of a tree of pairs over the transactions' hashes; an odd one goes up as it is. */
  private static byte[] root(List<Receipt> receipts) {
    if (receipts.isEmpty()) return new byte[32];
    var level = new ArrayList<byte[]>();
    for (Receipt each : receipts) level.add(Sha256.hash(each.transaction().encode()));
    while (level.size() > 1) {
      var above = new ArrayList<byte[]>();
      for (int i = 0; i + 1 < level.size(); i += 2)
        above.add(
            Sha256.hash(ByteBuffer.allocate(64).put(level.get(i)).put(level.get(i + 1)).array()));
      if (level.size() % 2 == 1) above.add(level.getLast());
      level = above;
    }
    return level.getFirst();
  }

  Optional<Receipt> receipt(String transaction) {
    return receipts.stream()
        .filter(each -> each.transaction().id().equals(transaction))
        .findFirst();
  }
}
