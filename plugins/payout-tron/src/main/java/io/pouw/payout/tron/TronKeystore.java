package io.pouw.payout.tron;

import io.pouw.plugin.PayoutException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Set;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key on disk: a PKCS#12 file with one secret entry, encrypted by a password, of which only its
 * owner may read. The Java platform knows no key of this curve, so the 32 bytes lie in it as a
 * secret of unknown meaning.
 */
final class TronKeystore {
  private static final String ALIAS = "pouw-tron";
  private static final String KIND = "AES"; // any that PKCS#12 has a name for; only the bytes count
  private static final int MAX_BYTES = 1 << 16;
  private static final Set<PosixFilePermission> OWNER =
      PosixFilePermissions.fromString("rw-------");

  private TronKeystore() {}

  /**
   * Keeps a key in a new file.
   *
   * @throws PayoutException if there is a file already, which is never overwritten
   */
  static void store(Path file, char[] password, TronKey key) {
    byte[] secret = key.secretBytes();
    try {
      if (password.length == 0) throw new PayoutException("a keystore needs a password");
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      var protection = new KeyStore.PasswordProtection(password);
      store.setEntry(
          ALIAS, new KeyStore.SecretKeyEntry(new SecretKeySpec(secret, KIND)), protection);
      var bytes = new ByteArrayOutputStream();
      store.store(bytes, password);
      write(file, bytes.toByteArray());
    } catch (FileAlreadyExistsException e) {
      throw new PayoutException(
          "there is a keystore " + file + " already: move it away before a new one is made", e);
    } catch (IOException | GeneralSecurityException e) {
      throw new PayoutException("the keystore " + file + " cannot be written: " + e, e);
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) Files.createDirectories(folder);
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] attributes =
        posix
            ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER)}
            : new FileAttribute<?>[0];
    try (var channel =
        Files.newByteChannel(
            file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes)) {
      channel.write(java.nio.ByteBuffer.wrap(bytes));
    }
  }

  /**
   * Opens a file.
   *
   * @throws PayoutException if it is missing, open to others, not such a keystore, or the password
   *     is wrong
   */
  static TronKey open(Path file, char[] password) {
    try {
      requirePrivate(file);
      if (Files.size(file) > MAX_BYTES)
        throw new PayoutException(file + " has over " + MAX_BYTES + " bytes: not a keystore");
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(new ByteArrayInputStream(Files.readAllBytes(file)), password);
      if (!(store.getKey(ALIAS, password) instanceof SecretKey secret))
        throw new PayoutException(
            "the keystore "
                + file
                + " has no key named '"
                + ALIAS
                + "': make one with"
                + " 'pouw payout key'");
      return TronKey.of(secret.getEncoded());
    } catch (NoSuchFileException e) {
      throw new PayoutException(
          "there is no keystore " + file + ": make one with 'pouw payout key'", e);
    } catch (IOException | GeneralSecurityException e) {
      throw new PayoutException(
          "the keystore " + file + " cannot be opened: wrong password, or it is damaged", e);
    }
  }

  private static void requirePrivate(Path file) throws IOException {
    if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) return;
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
    if (!OWNER.containsAll(permissions))
      throw new PayoutException(
          "the keystore %s is open to other users (%s): chmod 600 %s"
              .formatted(file, PosixFilePermissions.toString(permissions), file));
  }
}
