package io.pouw.node.verticle;

import io.pouw.consensus.ConsensusEffect;
import io.pouw.consensus.ConsensusInput;
import io.pouw.consensus.Epoch;
import io.pouw.consensus.FinalizedChain;
import io.pouw.primitives.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A validator whose data folder came from a backup: its key may have signed votes that the folder
 * does not know. It follows until it sees a block final that was made after the folder was
 * restored. Whatever the key signed before was for that block's view or an earlier one: in a later
 * view it can only have been if that block was notarised before. So from then on it votes, above
 * that view.
 */
final class ListeningMachine implements ConsensusMachine {
  /** How far the clocks of this node and of a proposer may be apart. */
  private static final long SKEW_MS = 10_000;

  private final ConsensusMachine follower;
  private final long restoredMs;
  private final LongFunction<ConsensusMachine> voter;
  private @Nullable ConsensusMachine voting;
  private long safeView = -1;

  /**
   * A machine that listens.
   *
   * @param restoredMs when the folder was restored, Unix milliseconds
   * @param voter makes the validator's machine from what is on disk, to be silent up to a view
   */
  ListeningMachine(
      ConsensusMachine follower, long restoredMs, LongFunction<ConsensusMachine> voter) {
    this.follower = follower;
    this.restoredMs = restoredMs;
    this.voter = voter;
  }

  private ConsensusMachine current() {
    return voting == null ? follower : voting;
  }

  @Override
  public List<ConsensusEffect> on(ConsensusInput input) {
    if (voting != null) return voting.on(input);
    if (safeView < 0) {
      List<ConsensusEffect> effects = follower.on(input);
      effects.forEach(this::observe);
      return effects;
    }
    // The block was made durable after the input before this one.
    ConsensusMachine begun = voter.apply(safeView);
    voting = begun;
    var effects = new ArrayList<>(begun.on(new ConsensusInput.Started()));
    effects.addAll(begun.on(input));
    return effects;
  }

  private void observe(ConsensusEffect effect) {
    if (!(effect instanceof ConsensusEffect.Finalized finalized)) return;
    var header = ((BlockCandidate) finalized.chain().getLast()).block().header();
    if (header.timestampMs() > restoredMs + SKEW_MS) safeView = header.view();
  }

  @Override
  public List<ConsensusEffect> connected(PublicKey peer) {
    return current().connected(peer);
  }

  @Override
  public List<ConsensusEffect> poll(PublicKey peer) {
    return current().poll(peer);
  }

  @Override
  public Epoch epoch() {
    return current().epoch();
  }

  @Override
  public Status status() {
    return current().status();
  }

  @Override
  public Optional<FinalizedChain> announcement(ConsensusEffect.Finalized finalized) {
    return current().announcement(finalized);
  }
}
