package io.pouw.role.evaluator;

import static java.util.Collections.list;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.plugin.Role;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class EvaluatorExtensionTest {
  @Test
  void thePluginLoaderFindsTheRole() throws IOException {
    var found = new StringBuilder();
    for (URL index :
        list(EvaluatorRole.class.getClassLoader().getResources("META-INF/extensions.idx")))
      try (var in = index.openStream()) {
        found.append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    assertTrue(
        found.toString().lines().anyMatch(EvaluatorRole.class.getName()::equals), found.toString());
    assertEquals(Role.EVALUATOR, new EvaluatorRole().role());
  }
}
