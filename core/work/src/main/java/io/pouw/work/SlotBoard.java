package io.pouw.work;

import io.pouw.ledger.UnitClaim;
import io.pouw.primitives.Address;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The slots of one round and who has filled them with what. The first to fill one has filled it.
 */
final class SlotBoard {
  private record Filling(UnitClaim claim, byte[] update) {}

  private final int slots;
  private final Map<Integer, Filling> filled = new TreeMap<>();
  private boolean sealed;

  SlotBoard(int slots) {
    this.slots = slots;
  }

  /** Whoever has not filled a slot until now is left out. */
  void seal() {
    sealed = true;
  }

  int filledSlots() {
    return filled.size();
  }

  /** Whether the slot was still empty. */
  boolean fill(UnitClaim claim, byte[] update) {
    if (sealed) return false;
    return filled.putIfAbsent(claim.unit().slot(), new Filling(claim, update)) == null;
  }

  boolean isFilled(int slot) {
    return filled.containsKey(slot);
  }

  boolean isFull() {
    return sealed || filled.size() == slots;
  }

  List<Integer> emptySlots() {
    return IntStream.range(0, slots).filter(slot -> !isFilled(slot)).boxed().toList();
  }

  Optional<Address> filledBy(int slot) {
    return Optional.ofNullable(filled.get(slot)).map(each -> each.claim().minerAddress());
  }

  List<UnitClaim> claims() {
    return filled.values().stream().map(Filling::claim).toList();
  }

  List<byte[]> updates() {
    return filled.values().stream().map(Filling::update).toList();
  }
}
