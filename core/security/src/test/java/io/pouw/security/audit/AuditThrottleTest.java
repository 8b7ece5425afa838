package io.pouw.security.audit;

import static io.pouw.security.audit.AuditAction.API_REFUSED;
import static io.pouw.security.audit.AuditAction.PAYOUT_DECIDE;
import static io.pouw.security.audit.AuditAction.PEER_REFUSED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class AuditThrottleTest {
  private static final long SECOND = 1_000_000_000L;
  private final AuditThrottle throttle = new AuditThrottle(0);

  private int admitted(AuditAction action, int tried, long nowNanos) {
    int admitted = 0;
    for (int i = 0; i < tried; i++) if (throttle.admits(action, nowNanos)) admitted++;
    return admitted;
  }

  @Test
  void aFloodOfStrangersIsOneBurstAndThenSixAMinute() {
    assertEquals(32, admitted(PEER_REFUSED, 1_000, 0));
    assertEquals(1, admitted(PEER_REFUSED, 1_000, 10 * SECOND));
    assertEquals(6, admitted(PEER_REFUSED, 1_000, 70 * SECOND));
  }

  @Test
  void whatTheOperatorDoesHasMoreRoom() {
    assertEquals(256, admitted(PAYOUT_DECIDE, 1_000, 0));
    assertEquals(60, admitted(PAYOUT_DECIDE, 1_000, 60 * SECOND));
  }

  @Test
  void whatIsLeftOutIsCountedOnce() {
    admitted(PEER_REFUSED, 32 + 137, 0);
    var expected =
        new AuditEvent(AuditAction.AUDIT_MORE, "node", "peer.refused", "137 more of peer.refused");
    assertEquals(List.of(expected), throttle.summaries());
    assertEquals(List.of(), throttle.summaries());
  }

  @Test
  void aFloodOfOneKindHidesNoneOfAnother() {
    admitted(PEER_REFUSED, 1_000_000, 0);
    assertTrue(throttle.admits(API_REFUSED, 0));
  }
}
