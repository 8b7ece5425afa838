package io.pouw.network.tls;

import io.pouw.primitives.KeyPair;
import io.pouw.primitives.PublicKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.HexFormat;
import javax.net.ssl.X509KeyManager;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The self-signed X.509 certificate of a node key. It says nothing but the key: the same key gives
 * the same certificate, byte for byte, at any time, and it does not run out (RFC 5280, section
 * 4.1.2.5). Who a node is follows from the key alone, so no authority signs it.
 */
public final class NodeCertificate {
  /** The longest certificate that a peer may show; ours have about 300 bytes. */
  static final int MAX_BYTES = 2_048;

  private static final String ALGORITHM = "Ed25519";

  /** Everything of an Ed25519 SubjectPublicKeyInfo but the 32 bytes of the key (RFC 8410). */
  private static final byte[] KEY_INFO_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  private final X509Certificate certificate;
  private final PrivateKey privateKey;

  private NodeCertificate(X509Certificate certificate, PrivateKey privateKey) {
    this.certificate = certificate;
    this.privateKey = privateKey;
  }

  public static NodeCertificate of(KeyPair identity) {
    try {
      PrivateKey privateKey =
          KeyFactory.getInstance(ALGORITHM)
              .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, identity.seed()));
      return new NodeCertificate(build(identity.publicKey(), privateKey), privateKey);
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw new IllegalStateException("this Java platform cannot make Ed25519 certificates", e);
    }
  }

  private static X509Certificate build(PublicKey key, PrivateKey privateKey)
      throws IOException, OperatorCreationException, CertificateException {
    var name = new X500Name("CN=" + key.address());
    byte[] keyInfo = Arrays.copyOf(KEY_INFO_PREFIX, KEY_INFO_PREFIX.length + PublicKey.BYTES);
    System.arraycopy(key.toBytes(), 0, keyInfo, KEY_INFO_PREFIX.length, PublicKey.BYTES);
    byte[] encoded =
        new X509v3CertificateBuilder(
                name,
                BigInteger.ONE,
                Date.from(Instant.parse("2020-01-01T00:00:00Z")),
                Date.from(Instant.parse("9999-12-31T23:59:59Z")),
                name,
                SubjectPublicKeyInfo.getInstance(keyInfo))
            .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
            .build(new JcaContentSignerBuilder(ALGORITHM).build(privateKey))
            .getEncoded();
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(encoded));
  }

  /**
   * The node key that a certificate shows, without a check of the signature: for certificates that
   * {@link NodeTrust} has accepted.
   *
   * @throws CertificateException unless it holds an Ed25519 key
   */
  public static PublicKey keyOf(X509Certificate certificate) throws CertificateException {
    byte[] keyInfo = certificate.getPublicKey().getEncoded();
    if (!isEd25519(keyInfo))
      throw new CertificateException(
          "a node certificate holds an Ed25519 key, not "
              + certificate.getPublicKey().getAlgorithm());
    return PublicKey.of(Arrays.copyOfRange(keyInfo, KEY_INFO_PREFIX.length, keyInfo.length));
  }

  /**
   * Checks a peer's certificate.
   *
   * @throws CertificateException unless it is a well-formed certificate of a valid Ed25519 key,
   *     signed by that very key
   */
  static void verify(X509Certificate certificate) throws CertificateException {
    if (certificate.getEncoded().length > MAX_BYTES)
      throw new CertificateException("a node certificate has at most " + MAX_BYTES + " bytes");
    if (!Ed25519.validatePublicKeyFull(keyOf(certificate).toBytes(), 0))
      throw new CertificateException("the Ed25519 key is of small order or not on the curve");
    if (!certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal()))
      throw new CertificateException("a node certificate is signed by its own key");
    try {
      certificate.verify(certificate.getPublicKey());
    } catch (GeneralSecurityException e) {
      throw new CertificateException("the self-signature does not verify", e);
    }
  }

  private static boolean isEd25519(byte[] keyInfo) {
    return keyInfo.length == KEY_INFO_PREFIX.length + PublicKey.BYTES
        && Arrays.equals(
            keyInfo, 0, KEY_INFO_PREFIX.length, KEY_INFO_PREFIX, 0, KEY_INFO_PREFIX.length);
  }

  public X509Certificate certificate() {
    return certificate;
  }

  /** What JSSE asks for our side of a handshake. */
  public X509KeyManager keyManager() {
    return new NodeKeyManager(certificate, privateKey);
  }
}
