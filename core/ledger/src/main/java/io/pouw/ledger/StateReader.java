package io.pouw.ledger;

import io.pouw.primitives.Address;
import io.pouw.primitives.CodecException;
import io.pouw.primitives.Decoder;
import io.pouw.primitives.Hash;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.pcollections.TreePMap;

/** Puts a ledger together from its stored entries. */
final class StateReader {
  private TreePMap<Address, Account> accounts = TreePMap.empty();
  private final Map<Hash, byte[]> tasks = new TreeMap<>();
  private final Map<Hash, TreeMap<Integer, CheckpointState>> checkpoints = new TreeMap<>();
  private Optional<Head> head = Optional.empty();
  private Optional<Supply> supply = Optional.empty();
  private TreePMap<Address, Registration> registrations = TreePMap.empty();
  private Optional<EpochState> epoch = Optional.empty();
  private Optional<Attendance> attendance = Optional.empty();

  void read(StateEntry entry) {
    var key = new Decoder(entry.key());
    byte kind = (byte) key.u8();
    switch (kind) {
      case StateKey.ACCOUNT ->
          accounts = accounts.plus(key.address(), Decoder.whole(entry.value(), Account::decode));
      case StateKey.TASK -> tasks.put(key.hash(), entry.value());
      case StateKey.CHECKPOINT ->
          checkpoints
              .computeIfAbsent(key.hash(), each -> new TreeMap<>())
              .put(key.u32(), Decoder.whole(entry.value(), CheckpointState::decode));
      case StateKey.SUPPLY -> supply = Optional.of(Decoder.whole(entry.value(), Supply::decode));
      case StateKey.HEAD -> head = Optional.of(Decoder.whole(entry.value(), Head::decode));
      case StateKey.EPOCH -> epoch = Optional.of(Decoder.whole(entry.value(), EpochState::decode));
      case StateKey.ATTENDANCE ->
          attendance = Optional.of(Decoder.whole(entry.value(), Attendance::decode));
      case StateKey.VALIDATOR ->
          registrations =
              registrations.plus(key.address(), Decoder.whole(entry.value(), Registration::decode));
      default -> throw key.error("a state entry of unknown kind " + kind);
    }
    key.end();
  }

  Head head() {
    return head.orElseThrow(() -> new CodecException("stored state without a head"));
  }

  LedgerTables tables(Genesis genesis) {
    Supply read = supply.orElseThrow(() -> new CodecException("stored state without a supply"));
    if (read.genesis() != genesis.supply())
      throw new CodecException("stored state of another genesis: its supply differs");
    TreePMap<Hash, TaskState> whole = TreePMap.empty();
    for (var each : tasks.entrySet()) {
      List<CheckpointState> its = checkpoints(each.getKey());
      whole =
          whole.plus(
              each.getKey(), Decoder.whole(each.getValue(), in -> TaskState.decode(in, its)));
    }
    return LedgerTables.of(accounts, whole, read, validators());
  }

  private Validators validators() {
    EpochState its = epoch.orElseThrow(() -> new CodecException("stored state without an epoch"));
    Attendance there =
        attendance
            .filter(turns -> turns.turns().size() == its.validators().size())
            .orElseThrow(
                () -> new CodecException("stored state without its validators' attendance"));
    return new Validators(its, there, registrations);
  }

  private List<CheckpointState> checkpoints(Hash task) {
    var all = new ArrayList<CheckpointState>();
    for (var each : checkpoints.getOrDefault(task, new TreeMap<>()).entrySet()) {
      if (each.getKey() != all.size())
        throw new CodecException(
            "stored task %s without checkpoint %d".formatted(task, all.size()));
      all.add(each.getValue());
    }
    return all;
  }
}
