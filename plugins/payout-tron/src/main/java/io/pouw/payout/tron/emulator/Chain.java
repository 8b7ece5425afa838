package io.pouw.payout.tron.emulator;

import io.pouw.payout.tron.TronKey;
import io.pouw.payout.tron.TronTransaction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Blocks and the pool of one node. All of it under one lock. Keeps every block, and the worlds of
 * those that may still go.
 */
final class Chain {
  private static final int POOL_LIMIT = 20_000;
  private static final int BLOCK_LIMIT = 2_000;

  private final Rules rules;
  private final List<TronKey> producers;
  private final List<Block> blocks = new ArrayList<>();
  private final Map<String, Place> included = new HashMap<>();
  private final Map<String, TronTransaction> pool = new LinkedHashMap<>();
  private int branch;

  /** Where a transaction is. */
  record Place(Block block, Receipt receipt) {}

  Chain(Rules rules, List<TronKey> producers, World genesis, long genesisTime) {
    this.rules = rules;
    this.producers = List.copyOf(producers);
    blocks.add(Block.of("00".repeat(32), 0, genesisTime, producers.getFirst(), List.of(), genesis));
  }

  synchronized Block head() {
    return blocks.getLast();
  }

  synchronized Block solidHead() {
    return blocks.get((int) Math.max(0, head().number() - rules.solidDepth()));
  }

  synchronized Optional<Block> block(long number) {
    return number >= 0 && number < blocks.size()
        ? Optional.of(blocks.get((int) number))
        : Optional.empty();
  }

  /** Where a transaction is included, in a solid block only or in any. */
  synchronized Optional<Place> find(String transaction, boolean solid) {
    return Optional.ofNullable(included.get(transaction))
        .filter(place -> !solid || place.block().number() <= solidHead().number());
  }

  synchronized Optional<TronTransaction> pending(String transaction) {
    return Optional.ofNullable(pool.get(transaction));
  }

  /** Takes a transaction into the pool; java-tron's code and message if it is refused. */
  synchronized String take(TronTransaction transaction, int bytes) {
    String problem = reject(transaction, bytes);
    if (problem.isEmpty()) pool.put(transaction.id(), transaction);
    return problem;
  }

  private String reject(TronTransaction transaction, int bytes) {
    if (bytes > Rules.MAX_TRANSACTION_BYTES) return "TOO_BIG_TRANSACTION_ERROR " + bytes + " bytes";
    if (transaction
        .signer()
        .filter(signer -> signer.equals(transaction.content().contract().owner()))
        .isEmpty()) return "SIGERROR validate signature error";
    if (included.containsKey(transaction.id()) || pool.containsKey(transaction.id()))
      return "DUP_TRANSACTION_ERROR dup transaction";
    String stale = rejectTimes(transaction.content());
    if (!stale.isEmpty()) return stale;
    if (pool.size() >= POOL_LIMIT) return "SERVER_BUSY the pool is full";
    return next(head().after()).reject(transaction);
  }

  private String rejectTimes(TronTransaction.Raw content) {
    long now = head().time();
    if (content.expiration() <= now || content.expiration() > now + Rules.MAX_LIFETIME_MS)
      return "TRANSACTION_EXPIRATION_ERROR expiration %d, head block %d"
          .formatted(content.expiration(), now);
    return isReference(content.reference()) ? "" : "TAPOS_ERROR the reference block is not known";
  }

  /** The newest block whose number ends so has to have that hash. */
  private boolean isReference(TronTransaction.BlockReference reference) {
    int low =
        Byte.toUnsignedInt(reference.bytes()[0]) << 8 | Byte.toUnsignedInt(reference.bytes()[1]);
    long number = head().number() / Rules.REFERENCE_SPAN * Rules.REFERENCE_SPAN + low;
    if (number > head().number()) number -= Rules.REFERENCE_SPAN;
    return block(number)
        .filter(
            block -> Arrays.equals(HexFormat.of().parseHex(block.id(), 16, 32), reference.hash()))
        .isPresent();
  }

  private Execution next(World world) {
    return new Execution(rules, world, head().number() + 1, head().time() + rules.blockMs());
  }

  /** Makes the next block of what the pool holds; what has become invalid is dropped. */
  synchronized Block produce() {
    World world = head().after().copy();
    Execution execution = next(world);
    var receipts = new ArrayList<Receipt>();
    for (TronTransaction each : List.copyOf(pool.values())) {
      if (receipts.size() == BLOCK_LIMIT) break;
      pool.remove(each.id());
      if (rejectTimes(each.content()).isEmpty() && execution.reject(each).isEmpty())
        receipts.add(execution.apply(each));
    }
    return append(receipts, world);
  }

  private Block append(List<Receipt> receipts, World world) {
    long number = head().number() + 1;
    TronKey producer = producers.get((int) ((number + branch) % producers.size()));
    Block block =
        Block.of(head().id(), number, head().time() + rules.blockMs(), producer, receipts, world);
    blocks.add(block);
    receipts.forEach(each -> included.put(each.transaction().id(), new Place(block, each)));
    return block;
  }

  /**
   * Another branch wins: the last blocks go, and one more than went comes instead, empty.
   *
   * @param keep whether what was in them is pending again, as at a node that had seen them
   * @throws IllegalArgumentException if solid blocks would go
   */
  synchronized void reorganise(int depth, boolean keep) {
    if (depth < 1 || head().number() - depth < solidHead().number())
      throw new IllegalArgumentException(
          depth + " blocks cannot go: block " + solidHead().number() + " is solid");
    var orphaned = new ArrayList<TronTransaction>();
    for (int i = 0; i < depth; i++)
      blocks
          .removeLast()
          .receipts()
          .forEach(each -> {
            included.remove(each.transaction().id());
            orphaned.add(each.transaction());
          });
    branch++;
    for (int i = 0; i <= depth; i++) append(List.of(), head().after().copy());
    if (keep) orphaned.forEach(each -> pool.put(each.id(), each));
  }

  /** Changes accounts as no transaction could, for the start of a scenario. */
  synchronized void edit(java.util.function.Consumer<World> change) {
    change.accept(head().after());
  }

  /** Runs a call on the newest state without changing it. */
  synchronized io.pouw.payout.tron.evm.Outcome look(
      io.pouw.payout.tron.TronContract.Trigger trigger) {
    return next(head().after()).run(trigger, 0, true);
  }

  /** How crowded a contract is in the next block. */
  synchronized Crowd crowd(io.pouw.payout.tron.TronAddress contract) {
    return next(head().after()).crowd(contract);
  }

  /** Forgets what waits in the pool. */
  synchronized void clearPool() {
    pool.clear();
  }
}
