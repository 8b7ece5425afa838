package io.pouw.network.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pouw.primitives.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import org.junit.jupiter.api.Test;

class NodeCertificateTest {
  private static final KeyPair IDENTITY = KeyPair.fromSeed(new byte[KeyPair.SEED_BYTES]);

  @Test
  void theCertificateShowsTheNodeKeyAndIsTheSameEveryTime() throws Exception {
    X509Certificate certificate = NodeCertificate.of(IDENTITY).certificate();
    assertEquals(IDENTITY.publicKey(), NodeCertificate.keyOf(certificate));
    assertArrayEquals(
        certificate.getEncoded(), NodeCertificate.of(IDENTITY).certificate().getEncoded());
    assertTrue(certificate.getEncoded().length < NodeCertificate.MAX_BYTES / 4);
  }

  @Test
  void aCertificateOfAnotherAlgorithmIsRefused() throws Exception {
    var keys = KeyPairGenerator.getInstance("EC").generateKeyPair();
    assertRefused("Ed25519", ForgedCertificate.signedBy(keys, keys, "SHA256withECDSA"));
  }

  @Test
  void aCertificateSignedByAnotherKeyIsRefused() throws Exception {
    var generator = KeyPairGenerator.getInstance("Ed25519");
    var forged =
        ForgedCertificate.signedBy(
            generator.generateKeyPair(), generator.generateKeyPair(), "Ed25519");
    assertRefused("self-signature", forged);
  }

  @Test
  void aChainOfNoneOrTwoIsRefused() {
    var trust = new NodeTrust();
    X509Certificate certificate = NodeCertificate.of(IDENTITY).certificate();
    for (X509Certificate[] chain : new X509Certificate[][] {{}, {certificate, certificate}})
      assertThrows(CertificateException.class, () -> trust.checkClientTrusted(chain, "UNKNOWN"));
  }

  private static void assertRefused(String why, X509Certificate certificate) {
    var problem =
        assertThrows(
            CertificateException.class,
            () ->
                new NodeTrust().checkServerTrusted(new X509Certificate[] {certificate}, "UNKNOWN"));
    assertTrue(String.valueOf(problem.getMessage()).contains(why), problem.getMessage());
  }
}
