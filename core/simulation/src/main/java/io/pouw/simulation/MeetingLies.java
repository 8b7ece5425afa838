package io.pouw.simulation;

import io.pouw.network.wire.PeerEntry;
import io.pouw.primitives.Address;
import java.util.ArrayList;

/**
 * What a liar tells: peers that there are not, real places under wrong names, or no peers at all.
 */
final class MeetingLies {
  private static final int NAMES = 200;

  /** Places that there are not, of which a liar tells by turns, for each that it tells at once. */
  private static final int HOSTS = 8;

  private static final int GARBAGE_BYTES = 64;

  private final MeetingRules rules;
  private final SplitMix64 random;

  MeetingLies(MeetingRules rules, SplitMix64 random) {
    this.rules = rules;
    this.random = random;
  }

  byte[] next() {
    return random.chance(rules.garbagePpm()) ? garbage() : falsePeers();
  }

  private byte[] garbage() {
    var bytes = new byte[1 + random.below(GARBAGE_BYTES)];
    for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) random.nextLong();
    return bytes;
  }

  private byte[] falsePeers() {
    var entries = new ArrayList<PeerEntry>();
    for (int i = 0; i < rules.lies(); i++) {
      Address nobody = SimulatedKeys.of(random.below(NAMES)).address();
      boolean real = random.below(4) == 0;
      String host =
          real
              ? MeetingNode.endpointOf(random.below(rules.nodes())).host()
              : "x" + random.below(HOSTS * rules.lies());
      entries.add(new PeerEntry(nobody, host, MeetingNode.PORT));
    }
    return PeerEntry.encodeAll(entries);
  }
}
