package io.pouw.storage;

import io.pouw.primitives.KeyPair;
import io.pouw.storage.StorageException.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.UnrecoverableKeyException;
import java.security.interfaces.EdECPrivateKey;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/**
 * The node key in a PKCS#12 file, encrypted with a password (PBES2, AES-256) and readable for its
 * owner alone. Any PKCS#12 tool can read it.
 */
public final class NodeKeystore {
  static final String ALIAS = "node";

  private static final long MAX_FILE_BYTES = 1 << 20;
  private static final Set<PosixFilePermission> OF_OTHERS =
      EnumSet.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  private NodeKeystore() {}

  /**
   * Makes a new key and keeps it in a new file.
   *
   * @param random a cryptographically strong source
   * @throws StorageException if there is a file already, which is never overwritten
   */
  public static KeyPair create(Path file, char[] password, SecureRandom random) {
    byte[] seed = new byte[KeyPair.SEED_BYTES];
    random.nextBytes(seed);
    KeyPair key = KeyPair.fromSeed(seed);
    Arrays.fill(seed, (byte) 0);
    store(file, password, key);
    return key;
  }

  /**
   * Keeps a key that exists in a new file.
   *
   * @throws StorageException if there is a file already, which is never overwritten
   */
  public static void store(Path file, char[] password, KeyPair key) {
    if (password.length == 0)
      throw new IllegalArgumentException("a keystore needs a password, and it is empty");
    if (Files.exists(file))
      throw new StorageException(
          Reason.EXISTS,
          "there is a keystore " + file + " already: open it, or move it away before a new one");
    try {
      KeystoreFile.write(file, NodeCertificate.keystore(ALIAS, key, password));
    } catch (IOException e) {
      throw new StorageException(Reason.FAILED, "keystore " + file + " cannot be written: " + e, e);
    }
  }

  /**
   * Reads the key.
   *
   * @throws StorageException if the file is missing, open to others, not such a keystore, or the
   *     password is not that of the file
   */
  public static KeyPair open(Path file, char[] password) {
    byte[] content = read(file);
    try {
      KeyStore keystore = KeyStore.getInstance("PKCS12");
      keystore.load(new ByteArrayInputStream(content), password);
      return keyPair(file, keystore.getKey(ALIAS, password));
    } catch (UnrecoverableKeyException e) {
      throw wrongPassword(file, e);
    } catch (IOException e) {
      if (e.getCause() instanceof UnrecoverableKeyException) throw wrongPassword(file, e);
      throw notAKeystore(file, e);
    } catch (GeneralSecurityException e) {
      throw notAKeystore(file, e);
    }
  }

  private static byte[] read(Path file) {
    try {
      if (Files.size(file) > MAX_FILE_BYTES)
        throw new StorageException(
            Reason.FOREIGN,
            "keystore " + file + " has over " + MAX_FILE_BYTES + " bytes, which no keystore has");
      requirePrivate(file);
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new StorageException(
          Reason.MISSING, "there is no keystore " + file + ": make one with a new key first", e);
    } catch (IOException e) {
      throw new StorageException(
          Reason.NOT_PERMITTED, "keystore " + file + " cannot be read: " + e, e);
    }
  }

  private static void requirePrivate(Path file) throws IOException {
    if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) return;
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
    if (permissions.stream().anyMatch(OF_OTHERS::contains))
      throw new StorageException(
          Reason.NOT_PERMITTED,
          "keystore "
              + file
              + " is open to other users ("
              + PosixFilePermissions.toString(permissions)
              + "): chmod 600 "
              + file);
  }

  private static KeyPair keyPair(Path file, Key key) {
    if (key instanceof EdECPrivateKey edwards && edwards.getParams().getName().equals("Ed25519")) {
      byte[] seed =
          edwards
              .getBytes()
              .orElseThrow(() ->
                  new StorageException(
                      Reason.FOREIGN, "keystore " + file + " does not give its key out"));
      return KeyPair.fromSeed(seed);
    }
    throw new StorageException(
        Reason.FOREIGN,
        "keystore " + file + " has no Ed25519 key named '" + ALIAS + "': not that of a node");
  }

  private static StorageException wrongPassword(Path file, Exception e) {
    return new StorageException(Reason.WRONG_PASSWORD, "wrong password for keystore " + file, e);
  }

  private static StorageException notAKeystore(Path file, Exception e) {
    return new StorageException(
        Reason.DAMAGED,
        "keystore "
            + file
            + " is not a PKCS#12 file, or it is damaged ("
            + e.getMessage()
            + "): restore it from its backup",
        e);
  }
}
