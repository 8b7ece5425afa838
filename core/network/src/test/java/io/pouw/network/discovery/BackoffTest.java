package io.pouw.network.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.network.NetworkTimings;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private final Backoff backoff = new Backoff(NetworkTimings.defaults());

  @Test
  void waitsDoubleFromATenthOfASecondUpToHalfAMinute() {
    assertEquals(Duration.ofMillis(100), backoff.delay(1, 0.5));
    assertEquals(Duration.ofMillis(200), backoff.delay(2, 0.5));
    assertEquals(Duration.ofMillis(25_600), backoff.delay(9, 0.5));
    for (int failures : new int[] {10, 40, 1_000, Integer.MAX_VALUE})
      assertEquals(Duration.ofSeconds(30), backoff.delay(failures, 0.5));
  }

  @Test
  void chanceSpreadsThemByAQuarter() {
    assertEquals(Duration.ofMillis(75), backoff.delay(1, 0));
    assertTrue(backoff.delay(1, 0.999_999).compareTo(Duration.ofMillis(125)) <= 0);
  }
}
