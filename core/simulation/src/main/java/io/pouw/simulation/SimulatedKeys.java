package io.pouw.simulation;

import io.pouw.primitives.Domain;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;
import io.pouw.primitives.KeyPair;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** The keys of the simulated nodes: the same in all runs, so that each is derived once. */
final class SimulatedKeys {
  private static final ConcurrentHashMap<Integer, KeyPair> DERIVED = new ConcurrentHashMap<>();

  private SimulatedKeys() {}

  /** The key pair with a number; numbers of clients and others begin far above those of nodes. */
  static KeyPair of(int number) {
    return DERIVED.computeIfAbsent(
        number,
        each ->
            KeyPair.fromSeed(Hash.of(Domain.SEED, new Encoder().u32(each).toBytes()).toBytes()));
  }

  static List<KeyPair> first(int count) {
    return IntStream.range(0, count).mapToObj(SimulatedKeys::of).toList();
  }
}
