package io.pouw.storage;

import static io.pouw.storage.Samples.assertFails;
import static io.pouw.storage.Samples.text;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.primitives.KeyPair;
import io.pouw.storage.StorageException.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeKeystoreTest {
  private static final char[] PASSWORD = "correct horse".toCharArray();
  private static final KeyPair KEY = KeyPair.fromSeed(Samples.random(1, 32));

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("node").resolve("keystore.p12");
  }

  @Test
  void aNewKeyIsReadBack() throws IOException {
    KeyPair made = NodeKeystore.create(file, PASSWORD, new SecureRandom());
    KeyPair read = NodeKeystore.open(file, PASSWORD);
    assertEquals(made.publicKey(), read.publicKey());
    assertArrayEquals(made.seed(), read.seed());
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertFalse(Files.exists(file.resolveSibling("keystore.p12.new")));
  }

  @Test
  void twoNewKeysDiffer() {
    KeyPair one = NodeKeystore.create(file, PASSWORD, new SecureRandom());
    KeyPair two = NodeKeystore.create(folder.resolve("two.p12"), PASSWORD, new SecureRandom());
    assertFalse(one.publicKey().equals(two.publicKey()));
  }

  @Test
  void theFileIsOrdinaryPkcs12WithASelfSignedCertificateOfTheKey() throws Exception {
    NodeKeystore.store(file, PASSWORD, KEY);
    KeyStore keystore = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keystore.load(in, PASSWORD);
    }
    X509Certificate certificate = (X509Certificate) keystore.getCertificate(NodeKeystore.ALIAS);
    certificate.verify(certificate.getPublicKey());
    certificate.checkValidity();
    assertEquals("CN=" + KEY.address(), certificate.getSubjectX500Principal().getName());
    assertTrue(
        HexFormat.of()
            .formatHex(certificate.getPublicKey().getEncoded())
            .endsWith(KEY.publicKey().toString()));
  }

  @Test
  void theSeedDoesNotStandInTheFile() throws IOException {
    NodeKeystore.store(file, PASSWORD, KEY);
    String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    assertFalse(content.contains(new String(KEY.seed(), StandardCharsets.ISO_8859_1)));
  }

  @Test
  void aKeystoreIsNeverOverwritten() {
    NodeKeystore.store(file, PASSWORD, KEY);
    assertFails(Reason.EXISTS, () -> NodeKeystore.create(file, PASSWORD, new SecureRandom()));
    assertEquals(KEY.publicKey(), NodeKeystore.open(file, PASSWORD).publicKey());
  }

  @Test
  void aWrongPasswordIsNamed() {
    NodeKeystore.store(file, PASSWORD, KEY);
    var failure =
        assertFails(Reason.WRONG_PASSWORD, () -> NodeKeystore.open(file, "guess".toCharArray()));
    assertEquals("wrong password for keystore " + file, failure.getMessage());
    assertFails(Reason.WRONG_PASSWORD, () -> NodeKeystore.open(file, new char[0]));
  }

  @Test
  void anEmptyPasswordIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> NodeKeystore.store(file, new char[0], KEY));
  }

  @Test
  void aMissingFileIsNamed() {
    var failure = assertFails(Reason.MISSING, () -> NodeKeystore.open(file, PASSWORD));
    assertTrue(String.valueOf(failure.getMessage()).contains(file.toString()));
  }

  @Test
  void aFileThatIsNoKeystoreIsRefused() throws IOException {
    Files.createDirectories(file.getParent());
    for (byte[] content : new byte[][] {{}, text("not a keystore"), Samples.random(3, 3000)}) {
      Files.deleteIfExists(file);
      KeystoreFile.write(file, content);
      assertFails(Reason.DAMAGED, () -> NodeKeystore.open(file, PASSWORD));
    }
    Files.delete(file);
    KeystoreFile.write(file, new byte[(1 << 20) + 1]);
    assertFails(Reason.FOREIGN, () -> NodeKeystore.open(file, PASSWORD));
  }

  @Test
  void aFlippedByteNeverGivesAnotherKey() throws IOException {
    NodeKeystore.store(file, PASSWORD, KEY);
    byte[] content = Files.readAllBytes(file);
    for (int at = 0; at < content.length; at += 29) {
      byte[] bad = content.clone();
      bad[at] ^= 0x11;
      Files.write(file, bad);
      try {
        assertEquals(KEY.publicKey(), NodeKeystore.open(file, PASSWORD).publicKey());
      } catch (StorageException e) {
        assertTrue(String.valueOf(e.getMessage()).contains(file.toString()));
      }
    }
  }

  @Test
  void aKeystoreThatOthersMayReadIsRefused() throws IOException {
    NodeKeystore.store(file, PASSWORD, KEY);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    var failure = assertFails(Reason.NOT_PERMITTED, () -> NodeKeystore.open(file, PASSWORD));
    assertTrue(String.valueOf(failure.getMessage()).contains("chmod 600"));
  }

  @Test
  void aKeystoreOfAnotherKindOfKeyIsRefused() throws Exception {
    KeyStore keystore = KeyStore.getInstance("PKCS12");
    keystore.load(null, PASSWORD);
    var secret = new SecretKeySpec(new byte[16], "AES");
    keystore.setKeyEntry(NodeKeystore.ALIAS, secret, PASSWORD, null);
    var content = new ByteArrayOutputStream();
    keystore.store(content, PASSWORD);
    KeystoreFile.write(file, content.toByteArray());
    assertFails(Reason.FOREIGN, () -> NodeKeystore.open(file, PASSWORD));
  }
}
