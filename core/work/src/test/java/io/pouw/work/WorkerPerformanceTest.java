package io.pouw.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.primitives.Address;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkerPerformanceTest {
  private final WorkerPerformance performance = new WorkerPerformance();
  private final Address worker = TestNetwork.key("worker").address();
  private final Address other = TestNetwork.key("other").address();

  @Test
  void anUnknownWorkerIsTrusted() {
    assertFalse(performance.shouldReplace(worker));
    assertEquals(0, performance.slowestMeanTicks(List.of(worker)));
  }

  @Test
  void oneSilenceReplacesAndOneAnswerInTimeBringsBack() {
    performance.answered(worker, 2);
    performance.silent(worker);
    assertTrue(performance.shouldReplace(worker));
    performance.answered(worker, 2);
    assertFalse(performance.shouldReplace(worker));
  }

  @Test
  void oneLateAnswerIsNotEnoughToBringBackAndTwoAre() {
    performance.silent(worker);
    performance.answeredLate(worker);
    assertTrue(performance.shouldReplace(worker));
    performance.answeredLate(worker);
    assertFalse(performance.shouldReplace(worker));
  }

  @Test
  void aWorkerThatIsOftenSilentTakesLongerToComeBack() {
    for (int i = 0; i < 5; i++) performance.silent(worker);
    performance.answered(worker, 2);
    assertTrue(performance.shouldReplace(worker));
    performance.answered(worker, 2);
    assertFalse(performance.shouldReplace(worker));
  }

  @Test
  void rejectionsCountLikeSilence() {
    performance.rejected(worker);
    assertTrue(performance.shouldReplace(worker));
    assertEquals(1, performance.of(worker).rejected());
  }

  @Test
  void theSlowestMeanLeavesOutThoseThatDoNotAnswer() {
    performance.answered(worker, 4);
    performance.answered(worker, 8);
    performance.answered(other, 100);
    assertEquals(100, performance.slowestMeanTicks(List.of(worker, other)));
    performance.silent(other);
    assertEquals(6, performance.slowestMeanTicks(List.of(worker, other)));
  }

  @Test
  void onlySoManyWorkersAreRemembered() {
    performance.silent(worker);
    for (int i = 0; i < WorkerPerformance.MAX_WORKERS; i++)
      performance.answered(Address.of(bytes(i)), 1);
    assertEquals(0, performance.of(worker).silent());
  }

  private static byte[] bytes(int number) {
    byte[] bytes = new byte[Address.BYTES];
    bytes[0] = (byte) number;
    bytes[1] = (byte) (number >> 8);
    return bytes;
  }
}
