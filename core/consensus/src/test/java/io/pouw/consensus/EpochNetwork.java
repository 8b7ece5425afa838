package io.pouw.consensus;

import io.pouw.consensus.ConsensusEffect.EpochEnded;
import io.pouw.consensus.ConsensusEffect.Finalized;
import io.pouw.primitives.Domain;
import io.pouw.primitives.Encoder;
import io.pouw.primitives.Hash;
import io.pouw.primitives.KeyPair;
import io.pouw.primitives.PublicKey;
import io.pouw.primitives.Signature;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A network on virtual time whose validators change with every epoch: who validates, and with what
 * stake, follows from the closing block, as it does from a ledger. Messages are delayed, reordered
 * and, while faults last, lost; nodes crash and lose the end of their chain, never a vote. Checks
 * agreement and that nobody contradicts itself. All from one seed.
 */
final class EpochNetwork {
  static final int EPOCH_BLOCKS = 3;
  private static final long MAX_DELAY_MS = 120;
  private static final long FAULTY_DELAY_MS = 1_500;

  private record Event(long at, long order, Runnable step) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      return at != other.at ? Long.compare(at, other.at) : Long.compare(order, other.order);
    }
  }

  final SplittableRandom random;
  final List<EpochNode> nodes = new ArrayList<>();
  final Hash chainId = Hash.of(Domain.GENESIS, new byte[] {3});
  private final Map<PublicKey, Integer> indices = new HashMap<>();
  private final Map<Long, Hash> agreed = new TreeMap<>();
  private final Map<Vote, Integer> votes = new HashMap<>();
  private final Map<String, List<Vote>> ballots = new HashMap<>();
  private final PriorityQueue<Event> queue = new PriorityQueue<>();
  private final boolean wholeSetsChange;
  private final int least;
  private final int spread;
  private long now;
  private long order;
  private boolean faulty;

  /**
   * @param wholeSetsChange whether an epoch's validators may be none of the former's
   */
  EpochNetwork(long seed, int nodes, boolean wholeSetsChange) {
    this(seed, nodes, wholeSetsChange, 3, 1_000);
  }

  /** A network in which no validator has more than a quarter of the stake. */
  static EpochNetwork ofEquals(long seed, int nodes) {
    return new EpochNetwork(seed, nodes, false, 5, 200);
  }

  private EpochNetwork(long seed, int nodes, boolean wholeSetsChange, int least, int spread) {
    this.least = least;
    this.spread = spread;
    this.random = new SplittableRandom(seed);
    this.wholeSetsChange = wholeSetsChange;
    for (int i = 0; i < nodes; i++) {
      PublicKey key =
          KeyPair.fromSeed(Hash.of(Domain.SEED, new byte[] {(byte) i}).toBytes()).publicKey();
      this.nodes.add(new EpochNode(this, i, key));
      indices.put(key, i);
    }
  }

  /** A signature that only this network can make: a hash of key and message. */
  static Signature sign(PublicKey key, byte[] message) {
    byte[] half = Hash.of(Domain.VOTE, key.toBytes(), message).toBytes();
    return Signature.of(new Encoder(Signature.BYTES).fixed(half).fixed(half).toBytes());
  }

  /** The epoch after a closing block, genesis for the first. */
  Epoch after(Candidate closing) {
    long number = closing.height() / EPOCH_BLOCKS;
    var draw = new SplittableRandom(closing.id().toLong());
    var members = new ArrayList<Validator>();
    int offset = wholeSetsChange ? (int) (number * 4 % nodes.size()) : draw.nextInt(nodes.size());
    int count = wholeSetsChange ? 4 : least + draw.nextInt(nodes.size() - least + 1);
    for (int i = 0; i < count; i++) {
      EpochNode node = nodes.get((offset + i) % nodes.size());
      members.add(new Validator(node.key, 1_000 + draw.nextInt(spread)));
    }
    long first = number * EPOCH_BLOCKS + 1;
    return new Epoch(
        number, ValidatorSet.of(members), closing.id(), first, first + EPOCH_BLOCKS - 1);
  }

  void schedule(long delayMs, Runnable step) {
    queue.add(new Event(now + delayMs, order++, step));
  }

  void send(EpochNode from, PublicKey to, ConsensusMessage message) {
    Integer index = indices.get(to);
    if (index == null) throw new AssertionError("nobody has the key " + to);
    byte[] bytes = message.toBytes();
    if (faulty && random.nextInt(100) < 15) return;
    schedule(
        1 + random.nextLong(faulty ? FAULTY_DELAY_MS : MAX_DELAY_MS),
        () -> nodes.get(index).receive(from.key, ConsensusMessage.decode(bytes)));
  }

  void faulty(boolean on) {
    faulty = on;
  }

  void run(long forMs) {
    long end = now + forMs;
    while (!queue.isEmpty() && queue.peek().at() <= end) {
      Event next = queue.remove();
      now = next.at();
      next.step().run();
    }
    now = end;
  }

  /** Agreement: all that is final at a height, for anybody, is the same block. */
  void checkFinal(EpochNode node, Finalized finalized, Candidate before) {
    Candidate parent = before;
    for (Candidate block : finalized.chain()) {
      if (!block.parent().equals(parent.id()) || block.height() != parent.height() + 1)
        throw new AssertionError(node + " finalised " + block + " on " + parent);
      Hash first = agreed.putIfAbsent(block.height(), block.id());
      if (first != null && !first.equals(block.id()))
        throw new AssertionError(node + " finalised another block of height " + block.height());
      parent = block;
    }
    finalized
        .finalization()
        .check(chainId, node.epoch().validators(), EpochNode.VERIFIER)
        .ifPresent(why -> {
          throw new AssertionError(node + ": " + why);
        });
  }

  void checkVote(EpochNode node, Vote vote) {
    if (votes.putIfAbsent(vote, 1) != null) return;
    var earlier =
        ballots.computeIfAbsent(node.index + "/" + vote.view(), each -> new ArrayList<>());
    for (Vote each : earlier)
      if (each.statement().contradicts(vote.statement()))
        throw new AssertionError(node + " cast " + each + " and " + vote);
    earlier.add(vote);
  }

  void checkEnd(EpochNode node, EpochEnded ended) {
    if (ended.epoch() != node.epoch().number() || node.head().height() % EPOCH_BLOCKS != 0)
      throw new AssertionError(node + " ended " + ended);
  }

  int waiting() {
    return queue.size();
  }

  long lowest() {
    return nodes.stream().mapToLong(node -> node.head().height()).min().orElseThrow();
  }

  long highest() {
    return agreed.keySet().stream().mapToLong(height -> height).max().orElse(0);
  }
}
