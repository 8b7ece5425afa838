package io.pouw.network.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Accepts exactly well-formed certificates of Ed25519 keys, signed by themselves, on either side.
 * That TLS then proves possession of the key is all the trust there is: whether this key may join
 * is decided after the handshake. The extended type keeps JSSE from adding host name and chain
 * rules of its own.
 */
public final class NodeTrust extends X509ExtendedTrustManager {
  private static void check(X509Certificate @Nullable [] chain) throws CertificateException {
    if (chain == null || chain.length != 1)
      throw new CertificateException(
          "a node shows one self-signed certificate, not "
              + (chain == null ? "none" : chain.length));
    NodeCertificate.verify(chain[0]);
  }

  @Override
  public void checkClientTrusted(
      X509Certificate[] chain, String authType, @Nullable SSLEngine engine)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(
      X509Certificate[] chain, String authType, @Nullable SSLEngine engine)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, @Nullable Socket socket)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, @Nullable Socket socket)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    check(chain);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
