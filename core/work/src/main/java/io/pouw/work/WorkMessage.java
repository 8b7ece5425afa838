package io.pouw.work;

import io.pouw.ledger.Checkpoint;
import io.pouw.ledger.Endorsement;
import io.pouw.ledger.UnitClaim;
import io.pouw.plugin.TaskPlan;
import io.pouw.plugin.UnitSecret;
import io.pouw.primitives.BlobId;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;
import java.util.List;
import java.util.Optional;

/**
 * What supervisors and miners of a task tell each other. The channel names the sender; what must
 * convince a third party (claims, endorsements) is signed besides.
 */
public sealed interface WorkMessage extends Encodable {
  String ROUND_TOPIC = "work/round";
  String UNIT_TOPIC = "work/unit";
  String ENDORSE_TOPIC = "work/endorse";
  String SECRET_TOPIC = "work/secret";

  /** A state or an update that a message carries itself: what fits into a frame of the network. */
  int MAX_CONTENT_BYTES = 15 << 20;

  int MAX_REASON_BYTES = 1024;

  String topic();

  /**
   * Reads a whole payload.
   *
   * @throws io.pouw.primitives.CodecException if it is no message of that topic
   */
  static WorkMessage decode(String topic, byte[] payload) {
    return switch (topic) {
      case ROUND_TOPIC -> Decoder.whole(payload, RoundOpened::decode);
      case UNIT_TOPIC -> Decoder.whole(payload, UnitDone::decode);
      case ENDORSE_TOPIC -> Decoder.whole(payload, WorkMessage::decodeEndorsement);
      case SECRET_TOPIC -> Decoder.whole(payload, WorkMessage::decodeSecret);
      default -> throw new Decoder(payload).error("no topic of work: " + topic);
    };
  }

  static boolean isTopic(String topic) {
    return topic.equals(ROUND_TOPIC)
        || topic.equals(UNIT_TOPIC)
        || topic.equals(ENDORSE_TOPIC)
        || topic.equals(SECRET_TOPIC);
  }

  private static WorkMessage decodeSecret(Decoder in) {
    int kind = in.u8();
    return switch (kind) {
      case SecretAsked.KIND -> SecretAsked.decode(in);
      case SecretGiven.KIND -> SecretGiven.decode(in);
      default -> throw in.error("an unknown kind of secret message " + kind);
    };
  }

  private static WorkMessage decodeEndorsement(Decoder in) {
    int kind = in.u8();
    return switch (kind) {
      case EndorsementRequest.KIND -> EndorsementRequest.decode(in);
      case EndorsementGiven.KIND -> EndorsementGiven.decode(in);
      case EndorsementRefused.KIND -> EndorsementRefused.decode(in);
      default -> throw in.error("an unknown kind of endorsement message " + kind);
    };
  }

  /**
   * Supervisor to miner: do these slots of this round. Sent again with the same content when an
   * answer is late, and with another miner's slots to replace that miner.
   *
   * @param input names the state before the round
   * @param slots what this miner is asked to do, increasing
   * @param state the bytes behind {@code input}; without them the miner fetches the blob
   */
  record RoundOpened(
      Hash task,
      int generation,
      int round,
      BlobId input,
      List<Integer> slots,
      Optional<byte[]> state)
      implements WorkMessage {
    public RoundOpened {
      slots = List.copyOf(slots);
    }

    static RoundOpened decode(Decoder in) {
      return new RoundOpened(
          in.hash(),
          in.u32(),
          in.u32(),
          BlobId.decode(in),
          in.list(TaskPlan.MAX_SLOTS, Decoder::u32),
          in.option(each -> each.bytes(MAX_CONTENT_BYTES)));
    }

    @Override
    public void encode(Encoder out) {
      out.hash(task).u32(generation).u32(round).put(input).list(slots, Encoder::u32);
      out.option(state, Encoder::bytes);
    }

    @Override
    public String topic() {
      return ROUND_TOPIC;
    }
  }

  /** Miner to every supervisor of the task: a unit, signed, and its update. */
  record UnitDone(UnitClaim claim, byte[] update) implements WorkMessage {
    static UnitDone decode(Decoder in) {
      return new UnitDone(UnitClaim.decode(in), in.bytes(MAX_CONTENT_BYTES));
    }

    @Override
    public void encode(Encoder out) {
      out.put(claim).bytes(update);
    }

    @Override
    public String topic() {
      return UNIT_TOPIC;
    }
  }

  /** Lead to the other supervisors: sign this. The sender serves {@code checkpoint.detail()}. */
  record EndorsementRequest(Checkpoint checkpoint) implements WorkMessage {
    static final int KIND = 1;

    static EndorsementRequest decode(Decoder in) {
      return new EndorsementRequest(Checkpoint.decode(in));
    }

    @Override
    public void encode(Encoder out) {
      out.u8(KIND).put(checkpoint);
    }

    @Override
    public String topic() {
      return ENDORSE_TOPIC;
    }
  }

  /** A supervisor's answer: it got the same bytes. */
  record EndorsementGiven(Hash task, int generation, int index, Endorsement endorsement)
      implements WorkMessage {
    static final int KIND = 2;

    static EndorsementGiven decode(Decoder in) {
      return new EndorsementGiven(in.hash(), in.u32(), in.u32(), Endorsement.decode(in));
    }

    @Override
    public void encode(Encoder out) {
      out.u8(KIND).hash(task).u32(generation).u32(index).put(endorsement);
    }

    @Override
    public String topic() {
      return ENDORSE_TOPIC;
    }
  }

  /** A supervisor's answer: it did not get the same bytes, or could not check. */
  record EndorsementRefused(Hash task, int generation, int index, String reason)
      implements WorkMessage {
    static final int KIND = 3;

    static EndorsementRefused decode(Decoder in) {
      return new EndorsementRefused(in.hash(), in.u32(), in.u32(), in.text(MAX_REASON_BYTES));
    }

    @Override
    public void encode(Encoder out) {
      out.u8(KIND).hash(task).u32(generation).u32(index).text(reason);
    }

    @Override
    public String topic() {
      return ENDORSE_TOPIC;
    }
  }

  /** Verifier to miner: the secret of this drawn unit of yours, which I have to do again. */
  record SecretAsked(Hash task, int checkpoint, int leaf) implements WorkMessage {
    static final int KIND = 1;

    static SecretAsked decode(Decoder in) {
      return new SecretAsked(in.hash(), in.u32(), in.u32());
    }

    @Override
    public void encode(Encoder out) {
      out.u8(KIND).hash(task).u32(checkpoint).u32(leaf);
    }

    @Override
    public String topic() {
      return SECRET_TOPIC;
    }
  }

  /** Miner's answer, for the verifier alone: the channel is encrypted and authenticated. */
  record SecretGiven(Hash task, int checkpoint, int leaf, UnitSecret secret)
      implements WorkMessage {
    static final int KIND = 2;

    static SecretGiven decode(Decoder in) {
      return new SecretGiven(in.hash(), in.u32(), in.u32(), new UnitSecret(in.hash()));
    }

    @Override
    public void encode(Encoder out) {
      out.u8(KIND).hash(task).u32(checkpoint).u32(leaf).hash(secret.value());
    }

    @Override
    public String topic() {
      return SECRET_TOPIC;
    }
  }
}
