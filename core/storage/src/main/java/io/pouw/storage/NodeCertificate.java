package io.pouw.storage;

import io.pouw.primitives.KeyPair;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The self-signed certificate that PKCS#12 wants beside a key. It says nothing but the key: its
 * name is the node's address and it does not expire (RFC 5280, section 4.1.2.5).
 */
final class NodeCertificate {
  private static final AlgorithmIdentifier ED25519 =
      new AlgorithmIdentifier(EdECObjectIdentifiers.id_Ed25519);
  private static final Instant NOT_BEFORE = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant NOT_AFTER = Instant.parse("9999-12-31T23:59:59Z");

  private NodeCertificate() {}

  /** The bytes of a PKCS#12 keystore with the key and its certificate. */
  static byte[] keystore(String alias, KeyPair key, char[] password) throws IOException {
    try {
      PrivateKey privateKey = privateKey(key);
      KeyStore keystore = KeyStore.getInstance("PKCS12");
      keystore.load(null, password);
      keystore.setKeyEntry(
          alias, privateKey, password, new Certificate[] {certificate(key, privateKey)});
      var content = new ByteArrayOutputStream();
      keystore.store(content, password);
      return content.toByteArray();
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new AssertionError("every Java platform has PKCS#12 and Ed25519", e);
    }
  }

  private static PrivateKey privateKey(KeyPair key) throws GeneralSecurityException, IOException {
    var encoded = new PrivateKeyInfo(ED25519, new DEROctetString(key.seed())).getEncoded();
    return KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(encoded));
  }

  private static Certificate certificate(KeyPair key, PrivateKey privateKey)
      throws GeneralSecurityException, OperatorCreationException, IOException {
    var name = new X500Name("CN=" + key.address());
    var builder =
        new X509v3CertificateBuilder(
            name,
            BigInteger.ONE,
            Date.from(NOT_BEFORE),
            Date.from(NOT_AFTER),
            name,
            new SubjectPublicKeyInfo(ED25519, key.publicKey().toBytes()));
    byte[] encoded =
        builder.build(new JcaContentSignerBuilder("Ed25519").build(privateKey)).getEncoded();
    return CertificateFactory.getInstance("X.509")
        .generateCertificate(new ByteArrayInputStream(encoded));
  }
}
