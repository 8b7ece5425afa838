package io.pouw.security.gradient;

import io.pouw.primitives.Address;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The records of the workers, those seen last at the end. Immutable. Bounded: of more than {@value
 * #MAX_WORKERS} the one not seen for longest is forgotten.
 */
public final class GradientHistory {
  public static final int MAX_WORKERS = 4_096;
  public static final GradientHistory EMPTY = new GradientHistory(new LinkedHashMap<>());

  private final SequencedMap<Address, WorkerRecord> records;

  private GradientHistory(SequencedMap<Address, WorkerRecord> records) {
    this.records = records;
  }

  /** What is known of a worker; empty if nothing. */
  public Optional<WorkerRecord> find(Address worker) {
    return Optional.ofNullable(records.get(worker));
  }

  /** A worker's reputation, 0 to 1; 1 for an unknown one. */
  public double reputation(Address worker) {
    return find(worker).orElse(WorkerRecord.NEW).reputation();
  }

  /** The reputations of all that are known. */
  public SortedMap<Address, Double> reputations() {
    var all = new TreeMap<Address, Double>();
    records.forEach((worker, known) -> all.put(worker, known.reputation()));
    return all;
  }

  /** After an answer of a worker that was no update at all. */
  GradientHistory refused(Address worker, GradientPolicy policy) {
    return with(Map.of(worker, find(worker).orElse(WorkerRecord.NEW).judged(true, policy)));
  }

  public int size() {
    return records.size();
  }

  GradientHistory with(Map<Address, WorkerRecord> newer) {
    var next = new LinkedHashMap<>(records);
    newer.forEach((worker, known) -> {
      next.remove(worker);
      next.put(worker, known);
    });
    while (next.size() > MAX_WORKERS) next.pollFirstEntry();
    return new GradientHistory(next);
  }
}
