package io.pouw.task.tribuo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pouw.plugin.Figures;
import io.pouw.plugin.Scores;
import io.pouw.plugin.TaskProgram;
import io.pouw.plugin.TaskType;
import io.pouw.plugin.UnitId;
import io.pouw.primitives.Hash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A spec with its data, trained by the contract alone. */
record Trial(byte[] spec, byte[] training, byte[] test) {
  static final Path ROOT = Path.of("..", "..");
  static final Hash SEED = Hash.sha256(new byte[] {7});
  static final TaskType TASK = new TribuoTask();
  private static final ObjectMapper JSON = new ObjectMapper();

  /** One of {@code conf/demos}. */
  static Trial demo(String name) {
    try {
      JsonNode root = JSON.readTree(file("conf/demos/" + name + ".json"));
      return new Trial(
          JSON.writeValueAsBytes(root.path("spec")),
          file(root.at("/training/rows").asText()),
          file(root.at("/test/rows").asText()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] file(String path) {
    try {
      return Files.readAllBytes(ROOT.resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  String json() {
    return new String(spec, StandardCharsets.UTF_8);
  }

  /** With another text in its spec. */
  Trial with(String old, String replacement) {
    if (!json().contains(old)) throw new IllegalArgumentException("no " + old + " in " + json());
    return new Trial(utf8(json().replace(old, replacement)), training, test);
  }

  TaskProgram open() {
    return TASK.open(spec, Map.of("rows", training), SEED);
  }

  byte[] train() {
    TaskProgram program = open();
    byte[] state = program.init();
    for (int round = 0; round < program.plan().rounds(); round++)
      state = program.combine(state, round, updates(program, state, round));
    return state;
  }

  static List<byte[]> updates(TaskProgram program, byte[] state, int round) {
    List<byte[]> updates = new ArrayList<>();
    for (int slot = 0; slot < program.plan().slots(); slot++)
      updates.add(program.work(state, new UnitId(round, slot)));
    return updates;
  }

  Scores scores() {
    return TASK.evaluate(spec, train(), Map.of("rows", test));
  }

  Figures measured() {
    return TASK.measure(spec, train(), Map.of("rows", test));
  }

  /** What it learnt, without provenance and schema. */
  Hash body() {
    return Hash.sha256(ModelState.decode(train()).body());
  }
}
