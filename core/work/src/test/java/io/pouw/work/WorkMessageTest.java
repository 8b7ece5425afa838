package io.pouw.work;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.ledger.Checkpoint;
import io.pouw.ledger.MinerUnits;
import io.pouw.ledger.UnitClaim;
import io.pouw.plugin.Signer;
import io.pouw.plugin.UnitId;
import io.pouw.plugin.UnitSecret;
import io.pouw.primitives.BlobId;
import io.pouw.primitives.CodecException;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;
import io.pouw.primitives.KeyPair;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WorkMessageTest {
  private static final KeyPair KEYS = TestNetwork.key("miner");
  private static final Hash TASK = Hash.sha256(new byte[] {1});
  private static final byte[] UPDATE = {1, 2, 3};
  private static final BlobId BLOB = BlobId.of(UPDATE);

  private static final UnitClaim CLAIM =
      UnitClaim.sign(Signer.of(KEYS), Hash.ZERO, TASK, 1, new UnitId(2, 3), BLOB, BLOB);
  private static final Checkpoint CHECKPOINT =
      new Checkpoint(
          Hash.ZERO,
          TASK,
          1,
          2,
          BLOB,
          TASK,
          List.of(new MinerUnits(KEYS.address(), 4)),
          TASK,
          BLOB,
          BLOB,
          5);

  private static final List<WorkMessage> ALL =
      List.of(
          new WorkMessage.RoundOpened(TASK, 1, 2, BLOB, List.of(0, 3), Optional.of(UPDATE)),
          new WorkMessage.RoundOpened(TASK, 1, 2, BLOB, List.of(), Optional.empty()),
          new WorkMessage.UnitDone(CLAIM, UPDATE),
          new WorkMessage.EndorsementRequest(CHECKPOINT),
          new WorkMessage.EndorsementGiven(
              TASK, 1, 2, CheckpointLead.endorse(Signer.of(KEYS), CHECKPOINT.toBytes())),
          new WorkMessage.EndorsementRefused(TASK, 1, 2, "another state"),
          new WorkMessage.SecretAsked(TASK, 1, 2),
          new WorkMessage.SecretGiven(TASK, 1, 2, new UnitSecret(TASK)));

  @Test
  void everyMessageComesBackAsItWasSent() {
    for (WorkMessage message : ALL) {
      assertTrue(WorkMessage.isTopic(message.topic()));
      byte[] bytes = message.toBytes();
      WorkMessage read = WorkMessage.decode(message.topic(), bytes);
      assertEquals(message.getClass(), read.getClass());
      assertArrayEquals(bytes, read.toBytes());
    }
  }

  @Test
  void aTruncatedOrLongerMessageIsRefused() {
    for (WorkMessage message : ALL) {
      byte[] bytes = message.toBytes();
      for (int length = 0; length < bytes.length; length++) {
        byte[] cut = Arrays.copyOf(bytes, length);
        assertThrows(CodecException.class, () -> WorkMessage.decode(message.topic(), cut));
      }
      byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
      assertThrows(CodecException.class, () -> WorkMessage.decode(message.topic(), longer));
    }
  }

  @Test
  void anUnknownTopicOrKindIsRefused() {
    assertThrows(CodecException.class, () -> WorkMessage.decode("work/other", new byte[0]));
    assertThrows(
        CodecException.class, () -> WorkMessage.decode(WorkMessage.ENDORSE_TOPIC, new byte[] {9}));
  }

  @Test
  void aCountOverTheLimitIsRefusedBeforeAnythingIsAllocated() {
    byte[] bytes =
        new Encoder().hash(TASK).u32(0).u32(0).put(BLOB).u32(Integer.MAX_VALUE).toBytes();
    var refusal =
        assertThrows(
            CodecException.class, () -> WorkMessage.decode(WorkMessage.ROUND_TOPIC, bytes));
    assertTrue(String.valueOf(refusal.getMessage()).contains("over the limit"));
  }
}
