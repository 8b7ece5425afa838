package io.pouw.node.bench;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManagementBenchTest {
  @TempDir Path folder = Path.of("");

  @Test
  void everyFigureIsMeasuredAndWritten() throws Exception {
    Path file = folder.resolve("figures.json");
    new ManagementBench(100, figure -> {}).run(folder.resolve("store")).write(file);
    var report = new ObjectMapper().readTree(file.toFile());
    for (String each :
        List.of(
            "registration_ms",
            "heartbeat_ms",
            "poot_all_ms",
            "poot_one_ms",
            "poot_review_ms",
            "distribution_ms",
            "resource_update_ms")) assertTrue(report.path(each).path("p50").asDouble() > 0, each);
  }
}
