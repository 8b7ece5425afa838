package io.pouw.payout.tron;

import java.nio.charset.StandardCharsets;

/** What a transaction does ({@code Transaction.Contract} of TRON's {@code Tron.proto}). */
public sealed interface TronContract {
  String TYPE_URL = "type.googleapis.com/protocol.";

  /** Whose signature it needs. */
  TronAddress owner();

  byte[] encode();

  /** Sends TRX, counted in sun, a millionth. */
  record Transfer(TronAddress owner, TronAddress to, long amount) implements TronContract {
    static final int TYPE = 1;
    static final String NAME = "TransferContract";

    @Override
    public byte[] encode() {
      byte[] value =
          new ProtoWriter()
              .bytes(1, owner.toBytes())
              .bytes(2, to.toBytes())
              .number(3, amount)
              .toBytes();
      return any(TYPE, NAME, value);
    }

    private static Transfer decode(byte[] bytes) {
      var reader = new ProtoReader(bytes);
      byte[] owner = {};
      byte[] to = {};
      long amount = 0;
      for (int field = reader.next(); field != 0; field = reader.next()) {
        switch (field) {
          case 1 -> owner = reader.bytes();
          case 2 -> to = reader.bytes();
          case 3 -> amount = reader.number();
          default -> throw reader.unknown(NAME, field);
        }
      }
      return new Transfer(TronAddress.of(owner), TronAddress.of(to), amount);
    }
  }

  /** Calls a contract. {@code callValue} in sun. */
  @SuppressWarnings("ArrayRecordComponent") // written once, read only
  record Trigger(TronAddress owner, TronAddress contract, long callValue, byte[] data)
      implements TronContract {
    static final int TYPE = 31;
    static final String NAME = "TriggerSmartContract";

    @Override
    public byte[] encode() {
      byte[] value =
          new ProtoWriter()
              .bytes(1, owner.toBytes())
              .bytes(2, contract.toBytes())
              .number(3, callValue)
              .bytes(4, data)
              .toBytes();
      return any(TYPE, NAME, value);
    }

    private static Trigger decode(byte[] bytes) {
      var reader = new ProtoReader(bytes);
      byte[] owner = {};
      byte[] contract = {};
      long callValue = 0;
      byte[] data = {};
      for (int field = reader.next(); field != 0; field = reader.next()) {
        switch (field) {
          case 1 -> owner = reader.bytes();
          case 2 -> contract = reader.bytes();
          case 3 -> callValue = reader.number();
          case 4 -> data = reader.bytes();
          default -> throw reader.unknown(NAME, field);
        }
      }
      return new Trigger(TronAddress.of(owner), TronAddress.of(contract), callValue, data);
    }
  }

  private static byte[] any(int type, String name, byte[] value) {
    byte[] parameter = new ProtoWriter().text(1, TYPE_URL + name).bytes(2, value).toBytes();
    return new ProtoWriter().number(1, type).message(2, parameter).toBytes();
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if it is none, or of a type that is not known here
   */
  static TronContract decode(byte[] bytes) {
    var reader = new ProtoReader(bytes);
    long type = 0;
    byte[] parameter = {};
    for (int field = reader.next(); field != 0; field = reader.next()) {
      switch (field) {
        case 1 -> type = reader.number();
        case 2 -> parameter = reader.bytes();
        default -> throw reader.unknown("Contract", field);
      }
    }
    return unpack(type, new ProtoReader(parameter));
  }

  private static TronContract unpack(long type, ProtoReader any) {
    byte[] url = {};
    byte[] value = {};
    for (int field = any.next(); field != 0; field = any.next()) {
      switch (field) {
        case 1 -> url = any.bytes();
        case 2 -> value = any.bytes();
        default -> throw any.unknown("Any", field);
      }
    }
    String name = new String(url, StandardCharsets.UTF_8);
    if (type == Transfer.TYPE && name.equals(TYPE_URL + Transfer.NAME))
      return Transfer.decode(value);
    if (type == Trigger.TYPE && name.equals(TYPE_URL + Trigger.NAME)) return Trigger.decode(value);
    throw new IllegalArgumentException(
        "contract type %d, '%s' is neither a transfer nor a call".formatted(type, name));
  }
}
