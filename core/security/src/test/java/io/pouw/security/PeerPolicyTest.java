package io.pouw.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.primitives.Address;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PeerPolicyTest {
  private static final long SECOND = 1_000_000_000L;
  private static final Address PEER = peer(1);
  private static final PeerLimits LIMITS =
      PeerLimits.defaults().withRate(TrafficClass.NORMAL, new RateLimit(10, 20, 1_000, 1_000));

  private final PeerPolicy policy = new PeerPolicy(LIMITS, 2);

  private static Address peer(int number) {
    byte[] bytes = new byte[Address.BYTES];
    bytes[0] = (byte) number;
    return Address.of(bytes);
  }

  private Verdict judge(Address peer, long bytes, long nowNanos) {
    return policy.judge(peer, TrafficClass.NORMAL, bytes, nowNanos, nowNanos / 1_000_000);
  }

  @Test
  void aPeerThatKeepsToItsRateIsDelivered() {
    for (int second = 0; second < 100; second++)
      for (int i = 0; i < 10; i++)
        assertEquals(new Verdict.Accept(Duration.ZERO), judge(PEER, 10, second * SECOND));
  }

  @Test
  void aFloodIsDroppedThenCutOffAndBanned() {
    for (int i = 0; i < 20; i++) assertInstanceOf(Verdict.Accept.class, judge(PEER, 1, 0));
    for (int i = 0; i < LIMITS.maxStrikes(); i++)
      assertInstanceOf(Verdict.Drop.class, judge(PEER, 1, 0));
    var cut = assertInstanceOf(Verdict.CutOff.class, judge(PEER, 1, 0));
    assertEquals(AlertKind.MESSAGE_FLOOD, cut.alert().kind());
    assertEquals(PEER, cut.alert().sourcePeer());
    assertTrue(policy.banOf(PEER, 59_999).isPresent());
    assertTrue(policy.banOf(PEER, 60_000).isEmpty());
  }

  @Test
  void bytesOverTheRateOnlySlowThePeerDown() {
    var verdict = assertInstanceOf(Verdict.Accept.class, judge(PEER, 3_000, 0));
    assertEquals(2, verdict.pause().toSeconds());
  }

  @Test
  void theThirdBadFrameBansAndEveryFurtherBanIsTwiceAsLong() {
    for (int i = 0; i < LIMITS.maxBadFrames(); i++)
      assertTrue(punish(0).isEmpty(), "bad frame " + i + " is forgiven");
    assertEquals(60_000, punish(0).orElseThrow().ban().untilMs());
    assertEquals(120_000, punish(0).orElseThrow().ban().untilMs());
    for (int i = 0; i < 100; i++) punish(0);
    assertEquals(LIMITS.maxBan().toMillis(), punish(0).orElseThrow().ban().untilMs());
  }

  private Optional<Verdict.CutOff> punish(long nowNanos) {
    return policy.punish(
        AlertKind.MALFORMED_FRAMES, PEER, "truncated", nowNanos, nowNanos / 1_000_000);
  }

  @Test
  void thePeerThatWasSilentLongestIsForgottenFirst() {
    for (int i = 0; i < 20; i++) judge(PEER, 1, 0);
    judge(peer(2), 1, 0);
    judge(PEER, 1, 0);
    judge(peer(3), 1, 0);
    assertInstanceOf(Verdict.Drop.class, judge(PEER, 1, 0));
  }
}
