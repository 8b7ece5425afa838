package io.pouw.payout.tron;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A transaction of TRON ({@code Transaction} of {@code Tron.proto}).
 *
 * @param raw the encoded {@code Transaction.raw}: what is hashed and signed
 * @param content the same, read
 * @param signatures 65 bytes each
 */
@SuppressWarnings("ArrayRecordComponent") // written once, read only
public record TronTransaction(byte[] raw, Raw content, List<byte[]> signatures) {
  private static final int REF_BLOCK_BYTES = 2;
  private static final int REF_BLOCK_HASH = 8;

  /**
   * What is signed.
   *
   * @param reference the block that has to be in the chain for the transaction to be valid (TAPOS)
   * @param expiration block time in milliseconds from which on it may not be included
   * @param timestamp milliseconds, said by the sender; no rule looks at it
   * @param feeLimit most sun that its energy may cost
   */
  public record Raw(
      BlockReference reference,
      long expiration,
      long timestamp,
      long feeLimit,
      TronContract contract) {
    byte[] encode() {
      return new ProtoWriter()
          .bytes(1, reference.bytes())
          .bytes(4, reference.hash())
          .number(8, expiration)
          .message(11, contract.encode())
          .number(14, timestamp)
          .number(18, feeLimit)
          .toBytes();
    }
  }

  /**
   * Names a block: bytes 6 and 7 of its number, and bytes 8 to 15 of its id.
   *
   * @param bytes 2 bytes
   * @param hash 8 bytes
   */
  @SuppressWarnings("ArrayRecordComponent") // written once, read only
  public record BlockReference(byte[] bytes, byte[] hash) {
    public static BlockReference to(String blockId) {
      byte[] id = HexFormat.of().parseHex(blockId);
      if (id.length != 32)
        throw new IllegalArgumentException("block id '" + blockId + "' has no 32 bytes");
      return new BlockReference(Arrays.copyOfRange(id, 6, 8), Arrays.copyOfRange(id, 8, 16));
    }
  }

  /** Signs. */
  public static TronTransaction sign(Raw content, TronKey key) {
    byte[] raw = content.encode();
    return new TronTransaction(raw, content, List.of(key.sign(Sha256.hash(raw))));
  }

  /** SHA-256 of what is signed, in hexadecimal. */
  public String id() {
    return HexFormat.of().formatHex(Sha256.hash(raw));
  }

  /** Whose signature this is; empty if there is not exactly one good one. */
  public Optional<TronAddress> signer() {
    if (signatures.size() != 1) return Optional.empty();
    return Secp256k1.recover(Sha256.hash(raw), signatures.getFirst());
  }

  public byte[] encode() {
    var writer = new ProtoWriter().message(1, raw);
    signatures.forEach(signature -> writer.message(2, signature));
    return writer.toBytes();
  }

  /**
   * Reads one, in the canonical form that {@link #encode} writes or in another that means the same.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static TronTransaction decode(byte[] bytes) {
    var reader = new ProtoReader(bytes);
    byte[] raw = {};
    var signatures = new ArrayList<byte[]>();
    for (int field = reader.next(); field != 0; field = reader.next()) {
      switch (field) {
        case 1 -> raw = reader.bytes();
        case 2 -> signatures.add(reader.bytes());
        default -> throw reader.unknown("Transaction", field);
      }
    }
    return new TronTransaction(raw, decodeRaw(raw), List.copyOf(signatures));
  }

  /** A transaction of raw bytes and signatures that came apart. */
  public static TronTransaction of(byte[] raw, List<byte[]> signatures) {
    return new TronTransaction(raw, decodeRaw(raw), List.copyOf(signatures));
  }

  private static Raw decodeRaw(byte[] raw) {
    var reader = new ProtoReader(raw);
    byte[] block = {};
    byte[] hash = {};
    long expiration = 0;
    long timestamp = 0;
    long feeLimit = 0;
    Optional<TronContract> contract = Optional.empty();
    for (int field = reader.next(); field != 0; field = reader.next()) {
      switch (field) {
        case 1 -> block = reader.bytes();
        case 4 -> hash = reader.bytes();
        case 8 -> expiration = reader.number();
        case 11 -> contract = single(contract, reader.bytes());
        case 14 -> timestamp = reader.number();
        case 18 -> feeLimit = reader.number();
        default -> throw reader.unknown("Transaction.raw", field);
      }
    }
    if (block.length != REF_BLOCK_BYTES || hash.length != REF_BLOCK_HASH)
      throw new IllegalArgumentException(
          "a reference block of %d and %d bytes, expected 2 and 8"
              .formatted(block.length, hash.length));
    return new Raw(
        new BlockReference(block, hash),
        expiration,
        timestamp,
        feeLimit,
        contract.orElseThrow(() -> new IllegalArgumentException("a transaction without contract")));
  }

  private static Optional<TronContract> single(Optional<TronContract> earlier, byte[] bytes) {
    if (earlier.isPresent())
      throw new IllegalArgumentException("a transaction with more than one contract");
    return Optional.of(TronContract.decode(bytes));
  }
}
