package io.pouw.node.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineRingTest {
  @ParameterizedTest
  @ValueSource(ints = {1 + 1, 4, 7, 31})
  void enginesInARingDecideBlockAfterBlock(int validators) {
    var ring = new EngineRing(validators, 16);
    while (ring.blocks() < 5) ring.step();
    assertTrue(ring.messages() > validators);
    assertTrue(Arrays.stream(ring.millis(0, 5)).allMatch(each -> each > 0));
  }

  @Test
  void aBlockComesBackFromItsBytes() {
    var block = EngineBlock.of(EngineBlock.GENESIS.id(), 1, 3, new byte[] {1, 2});
    EngineBlock read = EngineBlock.decode(block.toBytes());
    assertEquals(block.id(), read.id());
    assertArrayEquals(block.payload(), read.payload());
  }

  @Test
  void aCaseInWhichNothingBecameFinalSaysSoAndHasNoFigures() {
    var none =
        new ConsensusFigures(ConsensusCase.engine(40, 64), 0, 0.25, new double[0], 0.1, 0, 0);
    assertTrue(
        none.line().endsWith("0 requests/s, no block became final in 0.3 s: let it run for longer"),
        none.line());
    var report = new ConsensusReport();
    report.add(none);
    var result = report.json().path("results").path(0);
    assertEquals(0, result.path("requests_per_s").asDouble());
    assertTrue(result.path("finality_ms").path("p50").isNull());
    assertTrue(result.path("cpu_us_per_request").isNull());
    assertTrue(result.path("why_nothing").asText().contains("no block"));
  }

  @Test
  void networksThatAreTooLargeForNodesAreMeasuredByTheirEnginesAndSaySo() throws Exception {
    var bench = new ConsensusBench(Duration.ZERO, Duration.ofMillis(300), line -> {});
    var report = new ConsensusReport();
    report.add(bench.run(ConsensusCase.engine(40, 64)));
    var result = report.json().path("results").path(0);
    assertEquals("memory, one thread", result.path("transport").asText());
    assertTrue(!result.path("durable").asBoolean());
    assertEquals(40, result.path("validators").asInt());
  }
}
