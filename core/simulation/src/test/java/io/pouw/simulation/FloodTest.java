package io.pouw.simulation;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import org.junit.jupiter.api.Test;

class FloodTest {
  @Test
  void whateverAByzantineValidatorSendsTheEngineKeepsItsBounds() {
    assertDoesNotThrow(Flood::run);
  }
}
