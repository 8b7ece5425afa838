package io.pouw.consensus;

import io.pouw.primitives.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Collects the effects of one input, and counts what was refused. */
final class Outbox {
  private final List<ConsensusEffect> effects = new ArrayList<>();
  private final Map<Rejected, Long> rejections = new TreeMap<>();
  private final Map<String, Long> mentions = new TreeMap<>();
  private final List<Equivocation> equivocations = new ArrayList<>();
  private long rejected;
  private Optional<ConsensusEffect.EpochEnded> end = Optional.empty();

  /** What was refused; reports of one kind thin out so that an attacker cannot fill the log. */
  enum Rejected {
    VOTE,
    CERTIFICATE,
    PROPOSAL,
    BLOCKS,
    CHAIN,
    REJECTION
  }

  void broadcast(ConsensusMessage message) {
    effects.add(new ConsensusEffect.Broadcast(message));
  }

  void send(PublicKey to, ConsensusMessage message) {
    effects.add(new ConsensusEffect.Send(to, message));
  }

  void add(ConsensusEffect effect) {
    effects.add(effect);
  }

  /** The last effect of all: what else comes of this input is put before it. */
  void end(ConsensusEffect.EpochEnded effect) {
    end = Optional.of(effect);
  }

  void set(Timer timer, Duration delay) {
    effects.add(new ConsensusEffect.SetTimer(timer, delay));
  }

  void report(String what) {
    effects.add(new ConsensusEffect.Reported(what, Optional.empty()));
  }

  /** Reports the 1st, 2nd, 4th, 8th, ... refusal of a kind. */
  void reject(Rejected kind, PublicKey from, String why) {
    rejected++;
    long count = rejections.merge(kind, 1L, Long::sum);
    if (Long.bitCount(count) == 1)
      report(
          "refused a "
              + kind.name().toLowerCase(Locale.ROOT)
              + " from "
              + from
              + " (number "
              + count
              + " of its kind): "
              + why);
  }

  /** Reports the 1st, 2nd, 4th, 8th, ... of what others may bring about as often as they like. */
  void thinly(String kind, String what) {
    long count = mentions.merge(kind, 1L, Long::sum);
    if (Long.bitCount(count) == 1) report(what + " (number " + count + " of its kind)");
  }

  void reportEquivocation(Equivocation found) {
    if (equivocations.size() >= Limits.MAX_EQUIVOCATIONS) return;
    equivocations.add(found);
    effects.add(
        new ConsensusEffect.Reported(
            "validator "
                + found.first().validator()
                + " contradicts itself: "
                + found.first()
                + " and "
                + found.second(),
            Optional.of(found)));
  }

  long rejected() {
    return rejected;
  }

  List<Equivocation> equivocations() {
    return List.copyOf(equivocations);
  }

  List<ConsensusEffect> drain() {
    end.ifPresent(effects::add);
    List<ConsensusEffect> drained = List.copyOf(effects);
    effects.clear();
    end = Optional.empty();
    return drained;
  }
}
