package io.pouw.consensus;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.pouw.primitives.CodecException;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConsensusMessageTest {
  private final Committee committee = new Committee(1, 1, 1, 1);
  private final TestBlock block = TestBlock.on(TestBlock.GENESIS, 1);
  private final Certificate proof = committee.certificate(VoteKind.FINALIZE, block, 0, 1, 2);
  private final List<ConsensusMessage> all =
      List.of(
          new ProposalMessage(
              block.toBytes(),
              committee.vote(VoteKind.NOTARIZE, 1, block.id(), 0),
              List.of(proof, committee.certificate(VoteKind.NULLIFY, 2, Hash.ZERO, 1, 2, 3))),
          new VoteMessage(committee.vote(VoteKind.NULLIFY, 7, Hash.ZERO, 3)),
          new CertificateMessage(List.of(proof)),
          new BlockRequest(Optional.of(block.id()), 5, 9),
          BlockRequest.from(12),
          new BlocksMessage(List.of(block.toBytes())),
          new FinalizedChain(List.of(block.toBytes()), proof));

  @Test
  void everyMessageSurvivesItsCodec() {
    for (ConsensusMessage message : all) {
      byte[] bytes = message.toBytes();
      ConsensusMessage decoded = ConsensusMessage.decode(bytes);
      assertEquals(message.getClass(), decoded.getClass());
      assertArrayEquals(bytes, decoded.toBytes());
    }
  }

  @Test
  void everyTruncatedOrPaddedMessageIsRefused() {
    for (ConsensusMessage message : all) {
      byte[] bytes = message.toBytes();
      for (int length = 0; length < bytes.length; length++) {
        byte[] part = Arrays.copyOf(bytes, length);
        assertThrows(CodecException.class, () -> ConsensusMessage.decode(part));
      }
      byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
      assertThrows(CodecException.class, () -> ConsensusMessage.decode(longer));
    }
  }

  @Test
  void anUnknownKindAndAnAbsurdCountAreRefused() {
    assertThrows(CodecException.class, () -> ConsensusMessage.decode(new byte[] {6}));
    byte[] absurd = new Encoder().u8(2).u32(Integer.MAX_VALUE).toBytes();
    assertThrows(CodecException.class, () -> ConsensusMessage.decode(absurd));
    byte[] empty = new Encoder().u8(5).u32(0).put(proof).toBytes();
    assertThrows(CodecException.class, () -> ConsensusMessage.decode(empty));
  }

  @Test
  void theBytesOfARequestAndOfASignedVoteStayAsTheyAre() {
    assertEquals(
        "030000000000000000" + "0c" + "00000040",
        HexFormat.of().formatHex(BlockRequest.from(12).toBytes()));
    assertEquals(
        "00".repeat(32) + "02" + "0000000000000007" + "00".repeat(32),
        HexFormat.of().formatHex(Vote.message(Hash.ZERO, VoteKind.FINALIZE, 7, Hash.ZERO)));
  }
}
