package io.pouw.node.verticle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pouw.plugin.DataManifest;
import io.pouw.plugin.DataPart;
import io.pouw.primitives.BlobId;
import io.pouw.primitives.Hash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeldBackFilesTest {
  @TempDir Path temporary;

  private static HeldBack heldBack(int number) {
    byte[] salt = new byte[32];
    salt[0] = (byte) number;
    var manifest = new DataManifest(List.of(new DataPart("rows", BlobId.of(new byte[] {1, 2, 3}))));
    return new HeldBack(manifest, salt);
  }

  @Test
  void aCommitmentCanBeOpenedAfterARestart() {
    Path folder = temporary.resolve("submissions");
    var files = new HeldBackFiles(folder);
    HeldBack held = heldBack(1);
    files.save(held);
    HeldBack found = new HeldBackFiles(folder).of(held.commitment()).orElseThrow();
    assertEquals(held.test(), found.test());
    assertArrayEquals(held.salt(), found.salt());
    assertEquals(Optional.empty(), files.of(Hash.ZERO));
  }

  @Test
  void aFileThatIsDamagedCostsOnlyItsOwnTask() throws IOException {
    var files = new HeldBackFiles(temporary);
    files.save(heldBack(1));
    files.save(heldBack(2));
    Path damaged = temporary.resolve(heldBack(1).commitment() + ".reveal");
    Files.write(damaged, new byte[] {1, 2, 3});
    var again = new HeldBackFiles(temporary);
    assertEquals(Optional.empty(), again.of(heldBack(1).commitment()));
    assertEquals(heldBack(2).test(), again.of(heldBack(2).commitment()).orElseThrow().test());
  }
}
