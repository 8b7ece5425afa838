package io.pouw.node.cluster;

import io.pouw.network.tls.NodeCertificate;
import io.pouw.primitives.KeyPair;
import io.pouw.primitives.PublicKey;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PfxOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Mutual TLS 1.3 among the members of one cluster. All of them hold one secret; a key pair follows
 * from it, every member shows its certificate, and none other is accepted, on either side. Whoever
 * has the secret is the operator; whoever has not gets no byte in or out.
 */
public final class ClusterTls {
  /** The only version; it has no weak cipher suites. */
  static final String PROTOCOL = "TLSv1.3";

  private static final String KEY_TYPE = "EdDSA";

  /** Of stores that never leave the memory of this process. */
  private static final String PASSWORD = "in memory";

  private final NodeCertificate certificate;
  private final OneKey trust;

  public ClusterTls(ClusterSecret secret) {
    KeyPair keys = secret.channelKeys();
    this.certificate = NodeCertificate.of(keys);
    this.trust = new OneKey(keys.publicKey());
  }

  private X509ExtendedKeyManager keyManager() {
    return (X509ExtendedKeyManager) certificate.keyManager();
  }

  /** Key and certificate for Vert.x, which copies its options by value. */
  PfxOptions keyOptions() {
    return store(keys -> {
      var chain = new Certificate[] {certificate.certificate()};
      String alias = keyManager().getServerAliases(KEY_TYPE, null)[0];
      keys.setKeyEntry(alias, keyManager().getPrivateKey(alias), PASSWORD.toCharArray(), chain);
    });
  }

  /** The one certificate to trust. */
  PfxOptions trustOptions() {
    return store(keys -> keys.setCertificateEntry("cluster", certificate.certificate()));
  }

  private interface Filling {
    void fill(KeyStore keys) throws GeneralSecurityException;
  }

  private static PfxOptions store(Filling filling) {
    try {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(null, PASSWORD.toCharArray());
      filling.fill(keys);
      var bytes = new ByteArrayOutputStream();
      keys.store(bytes, PASSWORD.toCharArray());
      return new PfxOptions().setPassword(PASSWORD).setValue(Buffer.buffer(bytes.toByteArray()));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("this Java platform cannot keep Ed25519 certificates", e);
    }
  }

  /** An engine of one connection, which demands the other side's certificate. */
  SSLEngine engine(boolean client) {
    SSLEngine engine = context().createSSLEngine();
    engine.setUseClientMode(client);
    if (!client) engine.setNeedClientAuth(true);
    engine.setEnabledProtocols(new String[] {PROTOCOL});
    return engine;
  }

  SSLContext context() {
    try {
      SSLContext context = SSLContext.getInstance(PROTOCOL);
      context.init(new KeyManager[] {keyManager()}, new TrustManager[] {trust}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java platform has no " + PROTOCOL, e);
    }
  }

  /** Accepts the certificate of one key; that its owner has the key TLS itself proves. */
  private static final class OneKey extends X509ExtendedTrustManager {
    private final PublicKey expected;

    OneKey(PublicKey expected) {
      this.expected = expected;
    }

    private void check(X509Certificate @Nullable [] chain) throws CertificateException {
      if (chain == null || chain.length != 1)
        throw new CertificateException("a cluster member shows one certificate");
      if (!NodeCertificate.keyOf(chain[0]).equals(expected))
        throw new CertificateException("the other side has another cluster secret");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, @Nullable SSLEngine engine)
        throws CertificateException {
      check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, @Nullable SSLEngine engine)
        throws CertificateException {
      check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, @Nullable Socket socket)
        throws CertificateException {
      check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, @Nullable Socket socket)
        throws CertificateException {
      check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      check(chain);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
