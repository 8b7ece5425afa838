package io.pouw.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void aFullBucketGivesItsCapacityAndNoMore() {
    var bucket = new TokenBucket(3, Duration.ofSeconds(3), 0);
    for (int i = 0; i < 3; i++) assertTrue(bucket.tryTake(1, 0));
    assertFalse(bucket.tryTake(1, 0));
    assertFalse(bucket.tryTake(1, SECOND - 1));
    assertTrue(bucket.tryTake(1, SECOND));
  }

  @Test
  void frequentLooksLoseNoTime() {
    var bucket = new TokenBucket(7, Duration.ofSeconds(1), 0);
    bucket.tryTake(7, 0);
    int taken = 0;
    for (long now = 0; now <= 10 * SECOND; now += 1_000_003) if (bucket.tryTake(1, now)) taken++;
    assertTrue(taken >= 69 && taken <= 70, "taken " + taken);
  }

  @Test
  void aDebtSaysHowLongToPause() {
    var bucket = new TokenBucket(100, Duration.ofSeconds(1), 0);
    assertEquals(Duration.ZERO, bucket.takeInAdvance(100, 0));
    Duration pause = bucket.takeInAdvance(50, 0);
    assertEquals(500, pause.toMillis());
    assertEquals(0, bucket.available(pause.toNanos()));
  }

  @Test
  void aClockThatGoesBackAddsNothing() {
    var bucket = new TokenBucket(1, Duration.ofSeconds(1), 5 * SECOND);
    assertTrue(bucket.tryTake(1, 5 * SECOND));
    assertFalse(bucket.tryTake(1, 0));
    assertTrue(bucket.tryTake(1, 6 * SECOND));
  }

  @Test
  void aCapacityOfNothingIsRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> new TokenBucket(0, Duration.ofSeconds(1), 0));
    assertThrows(IllegalArgumentException.class, () -> new TokenBucket(1, Duration.ZERO, 0));
  }
}
