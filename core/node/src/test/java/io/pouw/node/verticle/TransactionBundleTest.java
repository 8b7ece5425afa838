package io.pouw.node.verticle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.ledger.Transaction;
import io.pouw.ledger.TransactionBody;
import io.pouw.plugin.Signer;
import io.pouw.primitives.CodecException;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TransactionBundleTest {
  private long nanos;

  private static Transaction note(int nonce, int bytes) {
    return Transaction.sign(
        Signer.of(Fixtures.OWNER), Hash.ZERO, nonce, 1, new TransactionBody.Note(new byte[bytes]));
  }

  @Test
  void whatComesAfterAPauseLeavesAtOnceAndWhatFollowsCloselyLeavesTogether() {
    var packer = new TransactionBundle.Packer(() -> nanos);
    assertEquals(1, packer.add(note(0, 10)).size());
    assertTrue(packer.isEmpty());
    assertTrue(packer.add(note(1, 10)).isEmpty());
    assertTrue(packer.add(note(2, 10)).isEmpty());
    assertEquals(List.of(note(1, 10), note(2, 10)), packer.flush().orElseThrow().transactions());
    nanos += TransactionBundle.PATIENCE_MS * 1_000_000;
    assertEquals(1, packer.add(note(3, 10)).size());
  }

  @Test
  void aBundleNeverOutgrowsWhatAReceiverTakesAndNothingIsLost() {
    var packer = new TransactionBundle.Packer(() -> nanos);
    var sent = new ArrayList<Transaction>();
    for (int i = 0; i < 40; i++)
      for (TransactionBundle each : packer.add(note(i, i % 7 * 9_000))) {
        assertTrue(each.toBytes().length <= TransactionBundle.MAX_BYTES);
        sent.addAll(TransactionBundle.decode(each.toBytes()).transactions());
      }
    packer.flush().ifPresent(rest -> sent.addAll(rest.transactions()));
    for (int i = 0; i < 40; i++) assertEquals(note(i, i % 7 * 9_000), sent.get(i));
  }

  @Test
  void whatIsNoBundleIsACodecError() {
    assertThrows(CodecException.class, () -> TransactionBundle.decode(new byte[0]));
    assertThrows(
        CodecException.class, () -> TransactionBundle.decode(new Encoder().u32(0).toBytes()));
    assertThrows(
        CodecException.class,
        () -> TransactionBundle.decode(new Encoder().u32(Integer.MAX_VALUE).toBytes()));
    assertThrows(
        CodecException.class,
        () -> TransactionBundle.decode(new byte[TransactionBundle.MAX_BYTES + 1]));
  }
}
