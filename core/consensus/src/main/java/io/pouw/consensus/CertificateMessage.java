package io.pouw.consensus;

import io.pouw.primitives.Decoder;
import io.pouw.primitives.Encoder;
import java.util.List;

/** Certificates that bring a validator forward. */
public record CertificateMessage(List<Certificate> certificates) implements ConsensusMessage {
  public CertificateMessage {
    certificates = List.copyOf(certificates);
  }

  static CertificateMessage decodeBody(Decoder in) {
    return new CertificateMessage(in.list(Limits.MAX_CERTIFICATES, Certificate::decode));
  }

  @Override
  public void encodeBody(Encoder out) {
    out.list(certificates);
  }
}
