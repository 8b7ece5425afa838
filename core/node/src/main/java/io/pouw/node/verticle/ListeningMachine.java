package io.pouw.node.verticle;

import io.pouw.consensus.ConsensusEffect;
import io.pouw.consensus.ConsensusInput;
import io.pouw.consensus.Epoch;
import io.pouw.consensus.FinalizedChain;
import io.pouw.consensus.ReturnGuard;
import io.pouw.primitives.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A validator whose data folder came from a backup: its key may have signed votes that the folder
 * does not know. A mute engine follows every view until the {@link ReturnGuard} lets it vote.
 */
final class ListeningMachine implements ConsensusMachine {
  private final ConsensusMachine mute;
  private final ReturnGuard guard;
  private final LongFunction<ConsensusMachine> voter;
  private @Nullable ConsensusMachine voting;

  /**
   * A machine that listens.
   *
   * @param mute the engine that votes in no view
   * @param voter makes the validator's machine from what is on disk, to be silent up to a view
   */
  ListeningMachine(ConsensusMachine mute, ReturnGuard guard, LongFunction<ConsensusMachine> voter) {
    this.mute = mute;
    this.guard = guard;
    this.voter = voter;
  }

  private ConsensusMachine current() {
    return voting == null ? mute : voting;
  }

  @Override
  public List<ConsensusEffect> on(ConsensusInput input) {
    if (voting != null) return voting.on(input);
    guard.observe(input);
    List<ConsensusEffect> effects = mute.on(input);
    OptionalLong silentUpTo = guard.release(mute.status().view());
    if (silentUpTo.isEmpty() || changesTheDisk(effects)) return effects;
    ConsensusMachine begun = voter.apply(silentUpTo.getAsLong());
    voting = begun;
    var all = new ArrayList<>(effects);
    all.addAll(begun.on(new ConsensusInput.Started()));
    return all;
  }

  /** What the validator's machine begins from is not durable before these are carried out. */
  private static boolean changesTheDisk(List<ConsensusEffect> effects) {
    return effects.stream()
        .anyMatch(each ->
            each instanceof ConsensusEffect.Finalized
                || each instanceof ConsensusEffect.EpochEnded);
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
