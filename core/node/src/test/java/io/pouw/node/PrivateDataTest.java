package io.pouw.node;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.plugin.DataManifest;
import io.pouw.plugin.DataPart;
import io.pouw.primitives.BlobId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateDataTest {
  private static final byte[] ROWS = {1, 2, 3};

  @TempDir private Path home;
  private Path folder = Path.of("");

  @BeforeEach
  void writeRows() throws IOException {
    folder = Files.createDirectory(home.resolve("private"));
    Files.write(folder.resolve("rows"), ROWS);
  }

  private PrivateData read() {
    return PrivateData.of(Map.of(PrivateData.SETTING, folder.toString()), home);
  }

  @Test
  void theFilesOfTheFolderAreThePartsAndFoldersInItAreNot() throws IOException {
    Files.createDirectory(folder.resolve("older"));
    Files.write(folder.resolve("older").resolve("rows"), new byte[] {9});
    assertEquals(Set.of("rows"), read().parts().keySet());
    assertArrayEquals(ROWS, read().parts().get("rows"));
  }

  @Test
  void withoutTheSettingThereIsNone() {
    PrivateData none = PrivateData.of(Map.of(), home);
    assertEquals(new PrivateData(Map.of(), Optional.empty()), none);
    assertEquals(none, PrivateData.of(Map.of(PrivateData.SETTING, " "), home));
  }

  @Test
  void theCommitmentIsThatOfFilesAndSaltAndStaysTheSameAfterARestart() throws IOException {
    var commitment = read().commitment();
    assertEquals(commitment, read().commitment());
    byte[] salt = Files.readAllBytes(home.resolve("private-data.salt"));
    assertEquals(32, salt.length);
    var manifest = new DataManifest(List.of(new DataPart("rows", BlobId.of(ROWS))));
    assertEquals(Optional.of(manifest.commitment(salt)), commitment);
    Files.write(folder.resolve("rows"), new byte[] {1, 2, 4});
    assertNotEquals(commitment, read().commitment());
  }

  @Test
  void anotherNodesCommitmentToTheSameFilesIsAnother() throws IOException {
    Path other = Files.createDirectory(home.resolve("other"));
    PrivateData there = PrivateData.of(Map.of(PrivateData.SETTING, folder.toString()), other);
    assertNotEquals(read().commitment(), there.commitment(), "so it tells nothing of them");
  }

  @Test
  void aFolderThatIsNotThereIsRefusedByName() {
    var settings = Map.of(PrivateData.SETTING, home.resolve("nowhere").toString());
    var refusal =
        assertThrows(IllegalArgumentException.class, () -> PrivateData.of(settings, home));
    assertTrue(String.valueOf(refusal.getMessage()).contains("nowhere', expected a folder"));
  }

  @Test
  void moreFilesThanAManifestHoldsAreRefused() throws IOException {
    for (int i = 0; i < DataManifest.MAX_PARTS; i++)
      Files.write(folder.resolve("part" + i), new byte[] {1});
    var refusal = assertThrows(IllegalArgumentException.class, this::read);
    assertTrue(String.valueOf(refusal.getMessage()).contains("more than 64 files"));
  }
}
