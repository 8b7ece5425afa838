package io.pouw.ledger;

import io.pouw.primitives.Address;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;
import java.util.Arrays;
import java.util.HexFormat;

/** The key of a state entry: a letter for its kind, then its name. Ordered as unsigned bytes. */
public final class StateKey implements Comparable<StateKey> {
  static final byte ACCOUNT = 'A';
  static final byte CHECKPOINT = 'C';
  static final byte EPOCH = 'E';
  static final byte HEAD = 'H';
  static final byte ATTENDANCE = 'L';
  static final byte SUPPLY = 'S';
  static final byte TASK = 'T';
  static final byte VALIDATOR = 'V';

  private static final StateKey THE_EPOCH = new StateKey(new byte[] {EPOCH});
  private static final StateKey THE_ATTENDANCE = new StateKey(new byte[] {ATTENDANCE});
  private static final StateKey THE_HEAD = new StateKey(new byte[] {HEAD});
  private static final StateKey THE_SUPPLY = new StateKey(new byte[] {SUPPLY});

  private final byte[] value;

  private StateKey(byte[] value) {
    this.value = value;
  }

  static StateKey of(byte[] value) {
    if (value.length == 0) throw new IllegalArgumentException("a state key of no bytes");
    return new StateKey(value.clone());
  }

  /** Of an {@link Account}. */
  public static StateKey account(Address address) {
    return new StateKey(new Encoder().u8(ACCOUNT).address(address).toBytes());
  }

  /** Of a {@link TaskState} without its checkpoints. */
  public static StateKey task(Hash id) {
    return new StateKey(new Encoder().u8(TASK).hash(id).toBytes());
  }

  /** Of a {@link CheckpointState}. */
  public static StateKey checkpoint(Hash task, int index) {
    return new StateKey(new Encoder().u8(CHECKPOINT).hash(task).u32(index).toBytes());
  }

  /** Of the {@link EpochState} of the next block. */
  public static StateKey epoch() {
    return THE_EPOCH;
  }

  /** Of the {@link Attendance} in the running epoch. */
  public static StateKey attendance() {
    return THE_ATTENDANCE;
  }

  /** Of a {@link Registration}. */
  public static StateKey validator(Address address) {
    return new StateKey(new Encoder().u8(VALIDATOR).address(address).toBytes());
  }

  /** Of the {@link Supply}. */
  public static StateKey supply() {
    return THE_SUPPLY;
  }

  /** Of the {@link Head}: stored, and not under the state root, since it names its own block. */
  public static StateKey head() {
    return THE_HEAD;
  }

  byte kind() {
    return value[0];
  }

  public byte[] toBytes() {
    return value.clone();
  }

  @Override
  public int compareTo(StateKey other) {
    return Arrays.compareUnsigned(value, other.value);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StateKey key && Arrays.equals(value, key.value);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(value);
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(value);
  }
}
