package io.pouw.primitives;

/** A value with exactly one encoding. What is hashed, signed, stored or sent implements this. */
public interface Encodable {
  void encode(Encoder out);

  default byte[] toBytes() {
    var out = new Encoder();
    encode(out);
    return out.toBytes();
  }
}
