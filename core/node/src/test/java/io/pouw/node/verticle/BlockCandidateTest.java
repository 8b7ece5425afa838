package io.pouw.node.verticle;

import static io.pouw.node.verticle.Fixtures.OWNER;
import static io.pouw.node.verticle.Fixtures.VALIDATOR;
import static io.pouw.node.verticle.Fixtures.genesis;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.ledger.Block;
import io.pouw.ledger.LedgerState;
import io.pouw.ledger.Transaction;
import io.pouw.ledger.TransactionBody;
import io.pouw.plugin.Signer;
import io.pouw.primitives.CodecException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A vote names a block by its id alone, so an id may stand for one sequence of bytes only. */
class BlockCandidateTest {
  private final Block block =
      LedgerState.genesis(genesis())
          .build(1, 1_700_000_001_000L, VALIDATOR, List.of(transfer(0), transfer(1)))
          .block();

  private static Transaction transfer(long nonce) {
    return Transaction.sign(
        Signer.of(OWNER),
        genesis().chainId(),
        nonce,
        10_000,
        new TransactionBody.Transfer(VALIDATOR.address(), 5));
  }

  private static String refusal(byte[] bytes) {
    return String.valueOf(
        assertThrows(CodecException.class, () -> BlockCandidate.decode(bytes)).getMessage());
  }

  @Test
  void aBlockComesBackFromItsBytes() {
    BlockCandidate read = BlockCandidate.decode(block.toBytes());
    assertEquals(block.id(), read.id());
    assertEquals(block.header().parent(), read.parent());
    assertEquals(2, read.block().transactions().size());
    assertArrayEquals(block.toBytes(), read.toBytes());
  }

  @Test
  void otherTransactionsUnderTheSameHeaderAreRefused() {
    List<Transaction> own = block.transactions();
    for (List<Transaction> others :
        List.of(
            List.<Transaction>of(),
            own.subList(0, 1),
            own.reversed(),
            List.of(own.get(0), transfer(7)))) {
      var forged = new Block(block.header(), others);
      assertEquals(block.id(), forged.id(), "the id is the header's alone");
      assertTrue(refusal(forged.toBytes()).contains("not those of its header"));
    }
  }

  @Test
  void noOtherBytesHaveTheIdOfABlock() {
    byte[] bytes = block.toBytes();
    for (int at = 0; at < bytes.length; at++) {
      byte[] changed = bytes.clone();
      changed[at] ^= 1;
      try {
        assertTrue(!BlockCandidate.decode(changed).id().equals(block.id()), "byte " + at);
      } catch (CodecException | IllegalArgumentException expected) {
        // Not the encoding of a block.
      }
    }
    refusal(Arrays.copyOf(bytes, bytes.length + 1));
    refusal(Arrays.copyOf(bytes, bytes.length - 1));
    assertTrue(refusal(new byte[Block.MAX_BYTES + 1]).contains("over " + Block.MAX_BYTES));
  }
}
