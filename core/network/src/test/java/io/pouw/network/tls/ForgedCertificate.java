package io.pouw.network.tls;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import javax.net.ssl.X509KeyManager;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Certificates that no honest node shows. */
public final class ForgedCertificate {
  private ForgedCertificate() {}

  /** Of one key, signed by another. */
  public static X509Certificate signedBy(KeyPair signer, KeyPair subject, String algorithm)
      throws Exception {
    var name = new X500Name("CN=forged");
    byte[] encoded =
        new X509v3CertificateBuilder(
                name,
                BigInteger.ONE,
                Date.from(Instant.parse("2020-01-01T00:00:00Z")),
                Date.from(Instant.parse("9999-12-31T23:59:59Z")),
                name,
                SubjectPublicKeyInfo.getInstance(subject.getPublic().getEncoded()))
            .build(new JcaContentSignerBuilder(algorithm).build(signer.getPrivate()))
            .getEncoded();
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(encoded));
  }

  /** Shows a certificate together with any private key. */
  public static X509KeyManager keyManager(X509Certificate certificate, KeyPair keys) {
    return new NodeKeyManager(certificate, keys.getPrivate());
  }
}
