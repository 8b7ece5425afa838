package io.pouw.node;

import io.pouw.primitives.KeyPair;
import io.pouw.storage.NodeKeystore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;

/** The node's key in its encrypted keystore. */
public final class NodeIdentity {
  private NodeIdentity() {}

  /** Opens the keystore, or makes one with a new key. */
  public static KeyPair openOrCreate(Path file, char[] password) {
    return Files.exists(file)
        ? NodeKeystore.open(file, password)
        : NodeKeystore.create(file, password, new SecureRandom());
  }
}
