package io.pouw.node.demo;

import io.pouw.node.metrics.CpuMeter;
import java.util.Map;
import java.util.TreeMap;

/**
 * CPU seconds of a run by use, over all nodes. Network: the event loops, which do TLS, framing and
 * the API; other: unpacking data, coordination, evaluation, and what the JVM spent on itself (JIT
 * compiler, collector).
 */
record CpuReport(
    double training, double verification, double consensus, double network, double other) {

  static CpuReport of(DemoNetwork network, double processAtStart) {
    Map<CpuMeter.Use, Double> sum = new TreeMap<>();
    for (DemoMember member : network.members())
      member.node().cpu().seconds().forEach((use, seconds) -> sum.merge(use, seconds, Double::sum));
    double training = sum.getOrDefault(CpuMeter.Use.TRAINING, 0.0);
    double verification = sum.getOrDefault(CpuMeter.Use.VERIFICATION, 0.0);
    double consensus = sum.getOrDefault(CpuMeter.Use.CONSENSUS, 0.0);
    double net = CpuMeter.threadSeconds("eventloop");
    double all = CpuMeter.processSeconds() - processAtStart;
    return new CpuReport(
        training,
        verification,
        consensus,
        net,
        Math.max(0, all - training - verification - consensus - net));
  }
}
