package io.pouw.node.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.primitives.Hash;
import org.junit.jupiter.api.Test;

class FinalityMeterTest {
  private static Hash block(int number) {
    return Hash.sha256(new byte[] {(byte) number, (byte) (number >> 8)});
  }

  @Test
  void aPercentileIsTheNearestRank() {
    double[] millis = {40, 10, 30, 20};
    assertEquals(20, FinalityMeter.percentile(millis, 0.50));
    assertEquals(40, FinalityMeter.percentile(millis, 0.99));
    assertEquals(10, FinalityMeter.percentile(millis, 0));
    assertEquals(40, FinalityMeter.percentile(millis, 1));
    assertTrue(Double.isNaN(FinalityMeter.percentile(new double[0], 0.5)));
    assertEquals(40, millis[0], "the measurements stay in their order");
  }

  @Test
  void onlyOwnProposalsThatBecameFinalAreMeasuredOnce() {
    var meter = new FinalityMeter();
    meter.proposed(block(1));
    meter.finalised(block(2));
    assertEquals(0, meter.samples().length);
    meter.finalised(block(1));
    meter.finalised(block(1));
    assertEquals(1, meter.samples().length);
    assertTrue(meter.samples()[0] >= 0);
  }

  @Test
  void proposalsThatNeverBecomeFinalDoNotPileUp() {
    var meter = new FinalityMeter();
    for (int i = 0; i < 300; i++) meter.proposed(block(i));
    meter.finalised(block(0));
    assertEquals(0, meter.samples().length, "the oldest was forgotten");
    meter.finalised(block(299));
    assertEquals(1, meter.samples().length);
  }
}
