package io.pouw.node.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.plugin.Role;
import io.pouw.plugin.RoleContext;
import io.pouw.plugin.Signer;
import io.pouw.primitives.KeyPair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginsTest {
  @TempDir Path folder;

  /** Loads the folder, in which one plugin is good and the other one is not. */
  private String problemBesideAGoodOne(String badFile) throws IOException {
    PluginArchive.peerRole("good").jar(folder, "good.jar");
    try (Plugins plugins = Plugins.load(folder)) {
      assertTrue(plugins.loaded().contains("good 1.2.3"), "loaded " + plugins.loaded());
      assertTrue(plugins.role(Role.PEER).isPresent());
      assertEquals(1, plugins.problems().size(), plugins.problems().toString());
      String problem = plugins.problems().getFirst();
      assertTrue(problem.startsWith(badFile + ": "), problem);
      return problem;
    }
  }

  @Test
  void aJarAndAZipAreLoadedAndTheirRolesPlayed() throws IOException {
    PluginArchive.peerRole("in-jar").jar(folder, "a.jar");
    PluginArchive.role("in-zip", Role.VERIFIER).zip(folder, "b.zip");
    Files.writeString(folder.resolve("readme.txt"), "no plugin");
    try (Plugins plugins = Plugins.load(folder)) {
      assertEquals(List.of(), plugins.problems());
      assertEquals(List.of("in-jar 1.2.3", "in-zip 1.2.3"), plugins.loaded());
      var context =
          new RoleContext(
              Signer.of(KeyPair.fromSeed(new byte[32])), name -> Optional.empty(), Map.of());
      assertTrue(plugins.role(Role.PEER).orElseThrow().machine(context) != null);
      assertTrue(plugins.role(Role.VERIFIER).isPresent());
      assertEquals(Optional.empty(), plugins.role(Role.MINER));
      assertEquals(Optional.empty(), plugins.taskType("neural"));
    }
  }

  @Test
  void anEmptyOrMissingFolderHoldsNoPlugins() {
    try (Plugins empty = Plugins.load(folder);
        Plugins missing = Plugins.load(folder.resolve("missing"))) {
      assertEquals(List.of(), empty.loaded());
      assertEquals(List.of(), missing.problems());
    }
  }

  @Test
  void aBrokenArchiveIsLeftOut() throws IOException {
    PluginArchive.broken(folder.resolve("bad.jar"));
    assertTrue(problemBesideAGoodOne("bad.jar").contains("is broken"));
  }

  @Test
  void aBrokenZipIsLeftOut() throws IOException {
    Files.createFile(folder.resolve("empty.zip"));
    assertTrue(problemBesideAGoodOne("empty.zip").contains("is broken"));
  }

  @Test
  void aJarWithoutPluginEntriesInItsManifestIsLeftOut() throws IOException {
    PluginArchive.peerRole("bad").saysNothing().jar(folder, "bad.jar");
    String problem = problemBesideAGoodOne("bad.jar");
    assertTrue(problem.contains("no Plugin-Id and Plugin-Version"), problem);
  }

  @Test
  void aVersionThatIsNoneIsLeftOut() throws IOException {
    PluginArchive.peerRole("bad").says("Plugin-Requires", "the newest").jar(folder, "bad.jar");
    problemBesideAGoodOne("bad.jar");
  }

  @Test
  void aPluginForAnotherApiVersionIsLeftOut() throws IOException {
    PluginArchive.peerRole("bad").says("Plugin-Requires", "2.0.0").jar(folder, "bad.jar");
    assertEquals(
        "bad.jar: is built for plugin API 2.0.0, this node has 1.0.0",
        problemBesideAGoodOne("bad.jar"));
  }

  @Test
  void aPluginForALaterMinorVersionIsLeftOutToo() throws IOException {
    PluginArchive.peerRole("bad").says("Plugin-Requires", "1.1.0").jar(folder, "bad.jar");
    problemBesideAGoodOne("bad.jar");
  }

  @Test
  void aPluginWhoseDependencyIsMissingIsLeftOut() throws IOException {
    PluginArchive.peerRole("bad")
        .says("Plugin-Dependencies", "good, tensor-backend")
        .jar(folder, "bad.jar");
    assertEquals(
        "bad.jar: needs tensor-backend, which is not there", problemBesideAGoodOne("bad.jar"));
  }

  @Test
  void aPluginComesAfterWhatItDependsOn() throws IOException {
    PluginArchive.role("first", Role.MINER)
        .says("Plugin-Dependencies", "second")
        .jar(folder, "a.jar");
    PluginArchive.peerRole("second").jar(folder, "b.jar");
    try (Plugins plugins = Plugins.load(folder)) {
      assertEquals(List.of(), plugins.problems());
      assertEquals(List.of("second 1.2.3", "first 1.2.3"), plugins.loaded());
    }
  }

  @Test
  void aPluginWhoseClassThrowsWhenItIsMadeIsLeftOut() throws IOException {
    PluginArchive.named("bad")
        .withExtension(
            "sample.Thrower", Role.MINER, "throw new IllegalStateException(\"no licence\");")
        .jar(folder, "bad.jar");
    String problem = problemBesideAGoodOne("bad.jar");
    assertTrue(problem.endsWith("IllegalStateException: no licence"), problem);
  }

  @Test
  void aPluginWhoseClassIsMissingIsLeftOut() throws IOException {
    PluginArchive.named("bad").withMissingExtension("sample.Nowhere").jar(folder, "bad.jar");
    assertTrue(problemBesideAGoodOne("bad.jar").contains("sample.Nowhere"));
  }

  @Test
  void aPluginWithoutAnyKnownExtensionIsReported() throws IOException {
    PluginArchive.named("bad").jar(folder, "bad.jar");
    assertTrue(problemBesideAGoodOne("bad.jar").contains("offers no extension"));
  }

  @Test
  void ofTwoPluginsForOneRoleTheFirstOneCounts() throws IOException {
    PluginArchive.peerRole("usurper").jar(folder, "late.jar");
    assertEquals(
        "late.jar: another plugin has the role PEER already", problemBesideAGoodOne("late.jar"));
  }

  @Test
  void whatNeedsAPluginThatFailedIsLeftOutToo() throws IOException {
    PluginArchive.named("failing").withMissingExtension("sample.Nowhere").jar(folder, "a.jar");
    PluginArchive.role("needy", Role.MINER)
        .says("Plugin-Dependencies", "failing")
        .jar(folder, "b.jar");
    try (Plugins plugins = Plugins.load(folder)) {
      assertEquals(List.of(), plugins.loaded());
      assertEquals(2, plugins.problems().size(), plugins.problems().toString());
      assertTrue(plugins.problems().getLast().startsWith("b.jar: "), plugins.problems().toString());
    }
  }

  @Test
  void ofTwoPluginsWithOneNameTheSecondIsLeftOut() throws IOException {
    PluginArchive.peerRole("good").jar(folder, "twin.jar");
    assertEquals("twin.jar: another plugin is called good", problemBesideAGoodOne("twin.jar"));
  }
}
