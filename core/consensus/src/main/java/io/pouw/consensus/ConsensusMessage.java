package io.pouw.consensus;

import io.pouw.primitives.CodecException;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encodable;
import io.pouw.primitives.Encoder;

/** What validators and followers send each other: a byte for the kind, then its fields. */
public sealed interface ConsensusMessage extends Encodable
    permits ProposalMessage,
        VoteMessage,
        CertificateMessage,
        BlockRequest,
        BlocksMessage,
        FinalizedChain,
        RejectMessage {

  /** Writes the fields without the byte for the kind. */
  void encodeBody(Encoder out);

  @Override
  default void encode(Encoder out) {
    int kind =
        switch (this) {
          case ProposalMessage _ -> 0;
          case VoteMessage _ -> 1;
          case CertificateMessage _ -> 2;
          case BlockRequest _ -> 3;
          case BlocksMessage _ -> 4;
          case FinalizedChain _ -> 5;
          case RejectMessage _ -> 6;
        };
    encodeBody(out.u8(kind));
  }

  /**
   * Reads one message and nothing after it.
   *
   * @throws CodecException if the bytes are not the canonical form of a message within the limits
   */
  static ConsensusMessage decode(byte[] bytes) {
    if (bytes.length > Limits.MAX_MESSAGE_BYTES)
      throw new CodecException(
          "a consensus message of "
              + bytes.length
              + " bytes, over the limit of "
              + Limits.MAX_MESSAGE_BYTES);
    return Decoder.whole(bytes, ConsensusMessage::decode);
  }

  private static ConsensusMessage decode(Decoder in) {
    int kind = in.u8();
    return switch (kind) {
      case 0 -> ProposalMessage.decodeBody(in);
      case 1 -> new VoteMessage(Vote.decode(in));
      case 2 -> CertificateMessage.decodeBody(in);
      case 3 -> BlockRequest.decodeBody(in);
      case 4 -> BlocksMessage.decodeBody(in);
      case 5 -> FinalizedChain.decodeBody(in);
      case 6 -> new RejectMessage(Rejection.decode(in));
      default -> throw in.error("an unknown kind of consensus message " + kind);
    };
  }
}
